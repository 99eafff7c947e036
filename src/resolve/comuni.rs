//! The comuni of Italy: ISTAT code and province by name.
//!
//! In: a folded name. Out: the comuni that bear it; some names are borne by two.
//!
//! The table is `rules/reference/comuni.csv`, which names its source (ISTAT, CC BY 3.0 IT) and
//! its day. It is asked for codes alone: that a name is a comune's is said by the minutes.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::words::plain;

/// A comune.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Comune {
    /// Six digits.
    pub istat_code: &'static str,
    /// As ISTAT writes it.
    pub name: &'static str,
    /// Two letters.
    pub province: &'static str,
}

const TABLE: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/reference/comuni.csv"));

static BY_NAME: LazyLock<BTreeMap<String, Vec<Comune>>> = LazyLock::new(|| {
    let mut by_name: BTreeMap<String, Vec<Comune>> = BTreeMap::new();
    for line in TABLE.lines().skip(2) {
        let mut values = line.split(',');
        if let (Some(istat_code), Some(name), Some(province)) =
            (values.next(), values.next(), values.next())
        {
            by_name.entry(plain(name)).or_default().push(Comune { istat_code, name, province });
        }
    }
    by_name
});

/// The comuni of a name, as [`plain`] writes it.
pub(super) fn named(plain_name: &str) -> &'static [Comune] {
    BY_NAME.get(plain_name).map(Vec::as_slice).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_to_codes_and_homonyms_to_two() {
        assert_eq!(named("abano terme").first().map(|comune| comune.istat_code), Some("028001"));
        assert_eq!(named("reggio nell emilia").len(), 1);
        let provinces: Vec<&str> = named("castro").iter().map(|comune| comune.province).collect();
        assert_eq!(provinces, ["BG", "LE"]);
        assert!(named("atlantide").is_empty());
        assert!(BY_NAME.len() > 7800, "the table was not read");
    }
}
