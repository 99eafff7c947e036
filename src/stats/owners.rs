//! Owners as every statistic names them: one name for whoever is one.
//!
//! A person or an organisation goes by its joined name, whatever was written; any other owner by
//! the spelling found most often among those of its ambito that differ in capitals alone.

use polars::prelude::{
    DataFrame, DataType, IntoLazy as _, LazyFrame, SortMultipleOptions, col, lit, when,
};

use super::decisions::Counted;
use super::summed::{fault, grain_join, inner_join, lazy, left_join, named};
use crate::dataset::Frames;
use crate::error::Result;

/// One row for each owner of each decision that counts: `decision_id`, `ambito`, `owner_number`,
/// `part`, `owner_kind`, `owner`, `person_id`, `organisation_id`.
pub(super) struct Owners(DataFrame);

impl Owners {
    /// All of them.
    pub(super) fn lazy(&self) -> LazyFrame {
        self.0.clone().lazy()
    }
}

/// What tells one owner from another within an ambito.
const SAME: [&str; 3] = ["ambito", "owner_kind", "key"];

/// The owners of the decisions that count.
pub(super) fn owners(frames: &Frames, decisions: &Counted) -> Result<Owners> {
    let people =
        lazy(frames, "people")?.select([col("person_id"), col("name").alias("person_name")]);
    let organisations = lazy(frames, "organisations")?
        .select([col("organisation_id"), col("name").alias("organisation_name")]);
    let rows = lazy(frames, "decision_owners")?.select(named(&[
        "decision_id",
        "owner_number",
        "part",
        "owner_kind",
        "owner",
        "person_id",
        "organisation_id",
    ]));
    let rows = left_join(rows, people, "person_id", "person_id");
    let rows = left_join(rows, organisations, "organisation_id", "organisation_id");
    let places = decisions.lazy().select(named(&["decision_id", "ambito"]));
    let rows = inner_join(rows, places, "decision_id", "decision_id");
    let by = |person: &str, organisation: &str, other: polars::prelude::Expr| {
        when(col("person_name").is_not_null())
            .then(col(person))
            .when(col("organisation_name").is_not_null())
            .then(col(organisation))
            .otherwise(other)
    };
    let is_person = col("person_name").is_not_null();
    let is_organisation = col("organisation_name").is_not_null();
    let rows = rows
        .with_columns([
            by("person_id", "organisation_id", col("owner").str().to_lowercase()).alias("key"),
            by("person_name", "organisation_name", col("owner")).alias("owner"),
            // An office with a name beside it is that person.
            when(is_person)
                .then(lit("person"))
                .when(is_organisation)
                .then(lit("organisation"))
                .otherwise(col("owner_kind"))
                .alias("owner_kind"),
        ])
        .filter(col("owner").is_not_null())
        .collect()
        .map_err(fault("decision_owners"))?
        .lazy();
    let mut spelling = named(&SAME);
    spelling.push(col("owner"));
    let most_first = SortMultipleOptions::default().with_order_descending_multi([true, false]);
    let usual = rows
        .clone()
        .group_by(spelling)
        .agg([col("decision_id").count().cast(DataType::Int64).alias("times")])
        .sort(["times", "owner"], most_first)
        .group_by(named(&SAME))
        .agg([col("owner").first().alias("usual")]);
    let rows = grain_join(rows, usual, &SAME).select([
        col("decision_id"),
        col("ambito"),
        col("owner_number"),
        col("part"),
        col("owner_kind"),
        col("usual").alias("owner"),
        col("person_id"),
        col("organisation_id"),
    ]);
    Ok(Owners(rows.collect().map_err(fault("decision_owners"))?))
}
