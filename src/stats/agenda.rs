//! Agendas: what became of their items, and which came back.

use std::collections::BTreeMap;

use polars::prelude::{DataFrame, DataType, IntoLazy as _, NamedFrom as _, Series, col, lit};

use super::base::Meetings;
use super::rate::Named;
use super::summed::{
    declared, fault, inner_join, lazy, left_join, named, one_of, rows_sorted, times,
};
use crate::dataset::{Frames, Row};
use crate::error::Result;
use crate::model::{Outcome, Word as _, fold};

/// Outcomes after which an item is still to be dealt with.
const OPEN: [&str; 3] = ["deferred", "withdrawn", "not_discussed"];

/// The rows of `agenda_outcomes`.
pub(super) fn rows(frames: &Frames, meetings: &Meetings) -> Result<Vec<Row<'static>>> {
    let name = "agenda_outcomes";
    let items = lazy(frames, "agenda_items")?;
    let parents = items
        .clone()
        .filter(col("parent_id").is_not_null())
        .group_by([col("parent_id").alias("agenda_item_id")])
        .agg([lit(true).first().alias("is_parent")]);
    let context = meetings.lazy().select(named(&["meeting_id", "ambito", "body", "date", "year"]));
    let items = left_join(items, parents, "agenda_item_id", "agenda_item_id")
        .filter(col("is_parent").is_null())
        .select(named(&["agenda_item_id", "meeting_id", "title", "outcome", "taken_up_in"]));
    let items = inner_join(items, context, "meeting_id", "meeting_id")
        .with_column(one_of("outcome", &OPEN).alias("is_open"))
        .collect()
        .map_err(fault(name))?;
    let items = with_carried(items).map_err(fault(name))?;
    let mut counts = vec![
        col("meeting_id").n_unique().cast(DataType::Int64).alias("meetings"),
        col("agenda_item_id").count().cast(DataType::Int64).alias("n"),
        times(col("is_carried"), "carried_over"),
    ];
    counts.extend(
        Outcome::ALL
            .iter()
            .map(|outcome| times(col("outcome").eq(lit(outcome.word())), outcome.word())),
    );
    let frame = items.lazy().group_by(named(&["ambito", "body", "year"])).agg(counts);
    let frame = frame.collect().map_err(fault(name))?;
    let table = declared(name)?;
    rows_sorted(table, &frame, |_, row| {
        let mut row = Named::new(table, row);
        let (n, unknown) = (row.count("n"), row.count("unknown"));
        row.set("coverage", super::rate::share(n - unknown, n));
    })
}

/// Items with `is_carried`: whether an open one is taken up by a later item, as the follow-up of
/// items says, or stands again, under the same title but for case, accents and signs, on an
/// agenda of the same body of a later day.
fn with_carried(mut items: DataFrame) -> polars::prelude::PolarsResult<DataFrame> {
    let dates = items.column("date")?.cast(&DataType::Int32)?;
    let dates: Vec<Option<i32>> = dates.i32()?.iter().collect();
    let text = |column: &str| -> polars::prelude::PolarsResult<Vec<Option<String>>> {
        Ok(items.column(column)?.str()?.iter().map(|text| text.map(str::to_owned)).collect())
    };
    let (ambiti, bodies, titles) = (text("ambito")?, text("body")?, text("title")?);
    let keys: Vec<Option<(Option<String>, String, String)>> = ambiti
        .into_iter()
        .zip(bodies)
        .zip(titles)
        .map(|((ambito, body), title)| Some((ambito, body?, plain(&title?)?)))
        .collect();
    let mut last: BTreeMap<&(Option<String>, String, String), i32> = BTreeMap::new();
    for (key, date) in keys.iter().zip(&dates) {
        if let (Some(key), Some(date)) = (key, date) {
            let seen = last.entry(key).or_insert(*date);
            *seen = (*seen).max(*date);
        }
    }
    let open: Vec<bool> =
        items.column("is_open")?.bool()?.iter().map(Option::unwrap_or_default).collect();
    let taken_up: Vec<bool> =
        items.column("taken_up_in")?.str()?.iter().map(|item| item.is_some()).collect();
    let carried: Vec<bool> = keys
        .iter()
        .zip(&dates)
        .zip(open)
        .zip(taken_up)
        .map(|(((key, date), is_open), is_taken_up)| {
            let again = key.as_ref().and_then(|key| last.get(key));
            let is_again = again.zip(*date).is_some_and(|(again, date)| *again > date);
            is_open && (is_again || is_taken_up)
        })
        .collect();
    items.with_column(Series::new("is_carried".into(), carried).into())?;
    Ok(items)
}

/// A title for comparison: letters and digits alone, folded; `None` where nothing is left.
fn plain(title: &str) -> Option<String> {
    let words: Vec<String> = fold(title)
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}
