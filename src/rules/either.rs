//! Values that a rule file may write in two ways: one text or a list, a text or a table.
//!
//! In: a TOML value. Out: the variant, with its place in the file. Serde's own `untagged`
//! forgets places and says of a fault only that no variant fits; this says what is wrong.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use toml::Spanned;

use super::schema::{Example, FullExample, Guard, GuardUse, OneOrMany};

/// A text, or what else may stand in its place.
enum Either<T> {
    Text(String),
    Other(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Either<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EitherVisitor(PhantomData))
    }
}

struct EitherVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for EitherVisitor<T> {
    type Value = Either<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text, or a list or table in its place")
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Either::Text(text.to_owned()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, entries: A) -> Result<Self::Value, A::Error> {
        T::deserialize(SeqAccessDeserializer::new(entries)).map(Either::Other)
    }
    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(entries)).map(Either::Other)
    }
}

/// Reads a text with its place, or something else that keeps its own.
fn either<'de, D: Deserializer<'de>, T: Deserialize<'de>, V>(
    deserializer: D,
    text: fn(Spanned<String>) -> V,
    other: fn(T) -> V,
) -> Result<V, D::Error> {
    let read = Spanned::<Either<T>>::deserialize(deserializer)?;
    let span = read.span();
    Ok(match read.into_inner() {
        Either::Text(words) => text(Spanned::new(span, words)),
        Either::Other(value) => other(value),
    })
}

impl<'de> Deserialize<'de> for OneOrMany<Spanned<String>> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        either(deserializer, Self::One, Self::Many)
    }
}

impl<'de> Deserialize<'de> for Example {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        either::<_, FullExample, _>(deserializer, Self::Text, Self::Full)
    }
}

impl<'de> Deserialize<'de> for GuardUse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        either::<_, Guard, _>(deserializer, Self::Named, Self::Written)
    }
}
