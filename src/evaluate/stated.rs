//! The forms in which annotators write values: a value or null or nothing, a text or a number,
//! one word or several, a text or a record.
//!
//! In: JSON, through serde. Out: values of one form each. What they mean is not known here.
//!
//! Invariant: a key that is missing is never read as a null.

use serde::{Deserialize, Deserializer};

/// What a record says of one field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Stated<T> {
    /// The key is missing: nobody looked.
    #[default]
    Unsaid,
    /// The key is null: the document holds none.
    Nothing,
    /// The document holds this.
    Value(T),
}

impl<T> Stated<T> {
    /// The value, if there is one.
    #[must_use]
    pub fn value(&self) -> Option<&T> {
        if let Self::Value(value) = self { Some(value) } else { None }
    }
    /// The same with another value.
    #[must_use]
    pub fn map<U>(&self, change: impl FnOnce(&T) -> U) -> Stated<U> {
        match self {
            Self::Unsaid => Stated::Unsaid,
            Self::Nothing => Stated::Nothing,
            Self::Value(value) => Stated::Value(change(value)),
        }
    }
    /// Whether the record speaks of the field at all.
    #[must_use]
    pub fn is_said(&self) -> bool {
        !matches!(self, Self::Unsaid)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Stated<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Nothing, Self::Value))
    }
}

/// A text that annotators also write as a bare number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label(pub String);

impl<'de> Deserialize<'de> for Label {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Form {
            Text(String),
            Number(i64),
        }
        Ok(match Form::deserialize(deserializer)? {
            Form::Text(text) => Self(text),
            Form::Number(number) => Self(number.to_string()),
        })
    }
}

/// Right answers: one, several, or none; a null among them says that nothing is right too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(pub Vec<Option<String>>);

impl Words {
    /// The answers that are words.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flatten().map(String::as_str)
    }
    /// Whether finding nothing is right too.
    #[must_use]
    pub fn allow_nothing(&self) -> bool {
        self.0.iter().any(Option::is_none)
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Form {
            Nothing(()),
            One(String),
            Several(Vec<Option<String>>),
        }
        Ok(match Form::deserialize(deserializer)? {
            Form::Nothing(()) => Self::default(),
            Form::One(word) => Self(vec![Some(word)]),
            Form::Several(words) => Self(words),
        })
    }
}

/// A record, or the bare text that stands for it.
#[derive(Clone, Debug)]
pub struct Named<T>(pub T);

impl<'de, T: Deserialize<'de> + From<String>> Deserialize<'de> for Named<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Form<T> {
            Text(String),
            Record(T),
        }
        Ok(Self(match Form::deserialize(deserializer)? {
            Form::Text(text) => text.into(),
            Form::Record(record) => record,
        }))
    }
}
