//! Comparing texts: equal but for case, accents and punctuation, or alike.
//!
//! In: two texts. Out: whether they say the same, and how much they share, from 0 to 1.
//! What a text means is no matter here: no word of any language is known.
//!
//! Invariant: every measure is symmetric, and a text compared with itself shares all.

use crate::model::fold;

/// Least share of common words (F1) at which two texts say the same.
const ALIKE: f64 = 0.6;

/// Least length, in characters, at which a text found inside another says the same: a shorter
/// one ("the report") stands inside too many.
pub(super) const SHORTEST_PART: usize = 12;

/// A text made ready for comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Folded {
    /// Folded words, joined by one blank.
    text: String,
    /// Folded words, sorted.
    words: Vec<String>,
}

impl Folded {
    /// The text in lower case, without accents, its punctuation read as blanks.
    pub(super) fn new(text: &str) -> Self {
        let folded = fold(text);
        let mut words: Vec<String> = folded
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        let text = words.join(" ");
        words.sort_unstable();
        Self { text, words }
    }

    /// The texts as one, as if they were written one after the other.
    pub(super) fn all<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        Self::new(&texts.into_iter().collect::<Vec<_>>().join(" "))
    }

    /// Whether no word is left.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether both hold the same words in the same order.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.text == other.text
    }

    /// Whether both hold the same set of words, in any order.
    pub(super) fn has_same_words(&self, other: &Self) -> bool {
        self.holds_words_of(other) && other.holds_words_of(self)
    }

    /// Whether both hold the same words, leaving out those of one letter (initials, and the
    /// conjunctions that join names written in one cell).
    pub(super) fn has_same_long_words(&self, other: &Self) -> bool {
        let long = |folded: &Self| {
            let mut words = folded.words.clone();
            words.retain(|word| word.chars().count() > 1);
            words.dedup();
            words
        };
        long(self) == long(other)
    }

    /// Whether the words of one are all among those of the other.
    pub(super) fn is_part_either_way(&self, other: &Self) -> bool {
        !self.is_empty()
            && !other.is_empty()
            && (self.holds_words_of(other) || other.holds_words_of(self))
    }

    /// Whether one text, read as whole words, stands inside the other.
    pub(super) fn stands_in_either(&self, other: &Self) -> bool {
        let inside = |part: &Self, whole: &Self| {
            !part.is_empty() && format!(" {} ", whole.text).contains(&format!(" {} ", part.text))
        };
        inside(self, other) || inside(other, self)
    }

    fn holds_words_of(&self, other: &Self) -> bool {
        other.words.iter().all(|word| self.words.binary_search(word).is_ok())
    }

    /// F1 of the words that both hold, each as often as it stands in both.
    pub(super) fn shared(&self, other: &Self) -> f64 {
        let total = self.words.len() + other.words.len();
        if total == 0 {
            return 1.0;
        }
        let (mut left, mut right, mut common) = (0, 0, 0_usize);
        while left < self.words.len() && right < other.words.len() {
            match self.words[left].cmp(&other.words[right]) {
                std::cmp::Ordering::Less => left += 1,
                std::cmp::Ordering::Greater => right += 1,
                std::cmp::Ordering::Equal => {
                    common += 1;
                    left += 1;
                    right += 1;
                }
            }
        }
        (2 * common) as f64 / total as f64
    }

    /// How alike two texts are: `None` below the threshold, 1 where they are the same.
    ///
    /// A text inside another is alike from `shortest` characters on; between two that are, the
    /// one that shares more words comes first.
    pub(super) fn alike(&self, other: &Self, shortest: usize) -> Option<f64> {
        if self.is_empty() || other.is_empty() {
            return None;
        }
        if self.is_same(other) {
            return Some(1.0);
        }
        let shared = self.shared(other);
        let (short, long) =
            if self.text.len() <= other.text.len() { (self, other) } else { (other, self) };
        if short.text.chars().count() >= shortest && long.text.contains(&short.text) {
            return Some(ALIKE + (1.0 - ALIKE) * shared);
        }
        (shared >= ALIKE).then_some(shared)
    }
}

/// A gold row and a found row that may be the same.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    /// Index of the gold row.
    pub(super) gold: usize,
    /// Index of the found row.
    pub(super) found: usize,
    /// How alike they are.
    pub(super) alike: f64,
    /// How many of their other values agree: it decides between pairs that are equally alike.
    pub(super) agreement: u32,
}

/// Pairs such that no row stands in two: the most alike first, then those that agree in more,
/// then in the order of gold and of the rows found.
pub(super) fn pair_up(mut pairs: Vec<Pair>) -> Vec<Pair> {
    pairs.sort_by(|a, b| {
        b.alike
            .total_cmp(&a.alike)
            .then(b.agreement.cmp(&a.agreement))
            .then(a.gold.cmp(&b.gold))
            .then(a.found.cmp(&b.found))
    });
    let mut kept: Vec<Pair> = Vec::new();
    for pair in pairs {
        if kept.iter().all(|other| other.gold != pair.gold && other.found != pair.found) {
            kept.push(pair);
        }
    }
    kept.sort_by_key(|pair| pair.gold);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(a: &str, b: &str) -> Option<f64> {
        Folded::new(a).alike(&Folded::new(b), SHORTEST_PART)
    }

    #[test]
    fn case_accents_and_punctuation_do_not_matter() {
        assert!(Folded::new("Niccolò  D’Arca,").is_same(&Folded::new("NICCOLO' D'ARCA")));
        assert!(Folded::new("Arca Niccolò").has_same_words(&Folded::new("Niccolò Arca")));
        assert!(!Folded::new("Arca Niccolò").has_same_words(&Folded::new("Niccolò")));
    }

    #[test]
    fn a_part_is_alike_only_when_it_is_long_enough() {
        // 11 characters and 12 characters.
        assert_eq!(alike("invio relaz", "invio relazx del piano di zona ai comuni"), None);
        assert!(alike("invio relazx", "invio relazx del piano di zona ai comuni").is_some());
    }

    #[test]
    fn words_in_common_decide_otherwise() {
        // 3 of 5 and 5 words: F1 is 6/10, the threshold itself.
        assert_eq!(alike("a b c d e", "a b c x y"), Some(0.6));
        assert_eq!(alike("a b c d e f", "a b c x y"), None);
        assert_eq!(alike("", ""), None);
    }

    #[test]
    fn a_word_counts_as_often_as_both_hold_it() {
        assert!((Folded::new("a a b").shared(&Folded::new("a b b")) - 4.0 / 6.0).abs() < 1e-12);
    }

    #[test]
    fn the_most_alike_pair_is_taken_first() {
        let pair = |gold, found, alike, agreement| Pair { gold, found, alike, agreement };
        let kept = pair_up(vec![
            pair(0, 0, 0.7, 0),
            pair(0, 1, 0.9, 0),
            pair(1, 1, 0.8, 3),
            pair(1, 0, 0.6, 0),
            pair(2, 2, 1.0, 0),
            pair(2, 3, 1.0, 1),
        ]);
        let kept: Vec<_> = kept.iter().map(|pair| (pair.gold, pair.found)).collect();
        assert_eq!(kept, [(0, 1), (1, 0), (2, 3)]);
    }

    #[test]
    fn initials_do_not_tell_owner_lists_apart() {
        let cell = Folded::new("Ada Fermi e Ugo Neri");
        assert!(cell.has_same_long_words(&Folded::all(["Ada Fermi", "Ugo Neri"])));
        assert!(!cell.has_same_long_words(&Folded::new("Ada Fermi")));
        assert!(cell.is_part_either_way(&Folded::new("Ada Fermi")));
        assert!(Folded::new("13 marzo").stands_in_either(&Folded::new("entro il 13 marzo")));
        assert!(!Folded::new("3 marzo").stands_in_either(&Folded::new("entro il 13 marzo")));
    }
}
