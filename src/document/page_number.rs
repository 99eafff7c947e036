//! Page numbers, told from other numbers by how they count.
//!
//! In: a text without its numbers, and the numbers of each place where it stands. Out: points
//! for or against its being a page number; [`super::repetition`] adds them up with others. No
//! word for a page is known: `p. 3 / 7` counts up to a total, `Target 3` does not.
//!
//! Invariant: one number at most varies in what gets points, and it rises.

/// Longest word beside a page number that may be an abbreviation.
const ABBREVIATION_LETTERS: usize = 4;

/// Points for the numbers of each place in order, all as many; `None` where they do not count
/// as pages do.
pub(super) fn points(mask: &str, places: &[Vec<u64>]) -> Option<i32> {
    let first = places.first()?;
    let varies = |at: &usize| places.iter().any(|numbers| numbers[*at] != first[*at]);
    let varying: Vec<usize> = (0..first.len()).filter(varies).collect();
    let counter = match varying[..] {
        [] => return Some(0),
        [counter] => counter,
        _ => return None,
    };
    let steps = |is_step: fn(u64, u64) -> bool| {
        places.windows(2).all(|pair| is_step(pair[0][counter], pair[1][counter]))
    };
    if !steps(|one, next| one < next) {
        return None;
    }
    let total = first.get(counter + 1);
    let is_of_total =
        total.is_some_and(|total| places.iter().all(|numbers| numbers[counter] <= *total));
    let letters = mask.chars().filter(|letter| letter.is_alphabetic()).count();
    let is_dressed = letters == 0 && mask.contains(['-', '–', '—', '/']);
    let is_label = letters > ABBREVIATION_LETTERS && mask.ends_with('#') && !mask.contains('\n');
    let mut points = i32::from(steps(|one, next| one + 1 == next));
    points += if is_of_total { 3 } else { 0 };
    points += if is_dressed { 2 } else { 0 };
    points += i32::from((1..=ABBREVIATION_LETTERS).contains(&letters));
    // A bare number may be that of an item; a long word before it names what is numbered.
    points -= i32::from(letters == 0 && !is_dressed);
    points -= if is_label && !is_of_total { 3 } else { 0 };
    Some(points)
}

/// Whether a text is a number between dashes: `- 3 -`.
pub(super) fn is_dashed(text: &str) -> bool {
    const DASHES: [char; 3] = ['-', '–', '—'];
    let inner = text.strip_prefix(DASHES).and_then(|text| text.strip_suffix(DASHES));
    inner.map(str::trim).is_some_and(|number| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_up_to_a_total_is_a_page_number() {
        let of_three = [vec![1, 3], vec![2, 3], vec![3, 3]];
        assert_eq!(points("pag. # di #", &of_three), Some(4));
        assert_eq!(points("- # -", &[vec![4], vec![5], vec![6]]), Some(3));
        assert_eq!(points("pag. #", &[vec![1], vec![2]]), Some(2));
        assert_eq!(points("#", &[vec![1], vec![2]]), Some(0));
        assert_eq!(points("obiettivo #", &[vec![1], vec![2]]), Some(-2));
        assert_eq!(points("ambito di valtorta #", &[vec![2019], vec![2019]]), Some(0));
    }

    #[test]
    fn what_does_not_rise_or_varies_twice_is_none() {
        assert_eq!(points("pag. #", &[vec![3], vec![2]]), None);
        assert_eq!(points("seduta # del #", &[vec![1, 4], vec![2, 9]]), None);
    }

    #[test]
    fn dashes_stand_on_both_sides() {
        assert!(is_dashed("- 3 -") && is_dashed("–12–"));
        assert!(!is_dashed("- 3") && !is_dashed("--") && !is_dashed("- a -"));
    }
}
