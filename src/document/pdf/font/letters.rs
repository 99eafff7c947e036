//! What a code of a font stands for.

/// The characters of a glyph: none where nothing tells them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::document::pdf) enum Letters {
    /// Not known.
    #[default]
    Unknown,
    /// One character.
    One(char),
    /// Several: a ligature.
    Many(Box<str>),
}

/// Letters of one code at most: the longest ligatures that fonts hold are formulas of greeting.
const MOST: usize = 32;

impl Letters {
    /// Of characters; unknown where there are none, none that can be text, or more than any code
    /// stands for.
    pub(super) fn of(letters: impl Iterator<Item = char>) -> Self {
        let text: String = letters.filter(|letter| *letter != '\0').take(MOST + 1).collect();
        if text.chars().count() > MOST {
            return Self::Unknown;
        }
        let mut rest = text.chars();
        match (rest.next(), rest.next()) {
            (None | Some(char::REPLACEMENT_CHARACTER), None) => Self::Unknown,
            (Some(letter), None) => Self::One(letter),
            (_, Some(_)) => Self::Many(text.into()),
        }
    }
    /// Whether nothing tells them.
    pub(super) fn is_unknown(&self) -> bool {
        *self == Self::Unknown
    }
    /// Whether they are unknown, or a control character that nothing shows.
    pub(super) fn is_unset(&self) -> bool {
        self.is_unknown() || self.is_control()
    }
    /// These, or where they are unknown, others.
    pub(super) fn or_else(self, other: impl FnOnce() -> Self) -> Self {
        if self.is_unknown() { other() } else { self }
    }
    /// Whether they are a control character, as a table gives that names codes and not letters.
    pub(super) fn is_control(&self) -> bool {
        matches!(self, Self::One(letter) if letter.is_control())
    }
}
