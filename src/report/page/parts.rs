//! The parts of the page that need no script: findings, what could not be read, how it is
//! counted.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::json;

use super::super::lang::Language;
use super::super::view::{Line, View};
use super::super::{Archive, Finding, policies};
use super::escaped;
use crate::error::Result;

/// Rows of a list before it ends with how many more there are.
const LONGEST: usize = 200;

/// The parts in their order.
pub(super) fn html(archive: &Archive<'_>, findings: &[Finding]) -> Result<String> {
    let language = archive.language;
    let mut html = String::new();
    html.push_str(&of_findings(language, findings));
    html.push_str(&unread(archive)?);
    html.push_str(&rules(archive));
    Ok(html)
}

/// A section with its heading.
fn section(id: &str, title: &str, body: &str) -> String {
    let title = escaped(title);
    format!(
        "<section id=\"{id}\" aria-labelledby=\"{id}-title\"><h2 id=\"{id}-title\">{title}</h2>{body}</section>\n"
    )
}

/// Findings that matter most, the first of those there are stand on top.
const FIRST: [&str; 8] =
    ["attendance", "absent", "trend", "follow", "owners", "lowest", "weighted", "decisions"];
/// How many of them.
const FEW: usize = 5;
/// Findings that tell how far the others may be trusted.
const TRUST: [&str; 4] = ["read", "unread", "files", "verify"];

fn of_findings(language: Language, findings: &[Finding]) -> String {
    let of = |names: &[&str]| -> Vec<&Finding> {
        names
            .iter()
            .filter_map(|name| findings.iter().find(|finding| finding.name == *name))
            .collect()
    };
    let mut first = of(&FIRST);
    let of_trust = of(&TRUST);
    let rest = first.split_off(first.len().min(FEW));
    let mut body = String::new();
    for (findings, class) in [(first, "findings"), (rest, "findings more")] {
        body.push_str(&listed(language, &findings, class));
    }
    // Where nothing was read, there is nothing that the rest tells of.
    let title = if body.is_empty() {
        String::new()
    } else {
        format!("<h3>{}</h3>", escaped(language.text("trust")))
    };
    let trust = listed(language, &of_trust, "findings more");
    let note = escaped(language.text("p_whole"));
    let script = escaped(language.text("p_noscript"));
    let _ = write!(
        body,
        "{title}{trust}<p class=\"note\">{note}</p><noscript><p>{script}</p></noscript>"
    );
    section("findings", language.text("findings"), &body)
}

/// A list of findings; nothing of none.
fn listed(language: Language, findings: &[&Finding], class: &str) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let mut list = format!("<ul class=\"{class}\">");
    for finding in findings {
        let of: Vec<_> = finding
            .of
            .iter()
            .map(|part| [&part.ambito, &part.body, &part.organisation_id, &part.year])
            .collect();
        // Writing to a string cannot fail.
        let _ = write!(
            list,
            "<li data-finding=\"{}\" data-of=\"{}\"><p>{}</p><details><summary>{}</summary><p>{}</p><p>{}: <code>{}</code></p></details></li>",
            finding.name,
            escaped(&json!(of).to_string()),
            escaped(&finding.text),
            escaped(language.text("p_how")),
            escaped(&finding.rule),
            escaped(language.text("where")),
            escaped(finding.table),
        );
    }
    list.push_str("</ul>");
    list
}

/// A table of texts.
fn table(caption: &str, headers: &[&str], rows: &[Vec<String>]) -> String {
    let caption = escaped(caption);
    let mut html = format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\"><table class=\"stack\"><caption>{caption}</caption><thead><tr>"
    );
    for header in headers {
        let _ = write!(html, "<th scope=\"col\">{}</th>", escaped(header));
    }
    html.push_str("</tr></thead><tbody>");
    for row in rows {
        html.push_str("<tr>");
        for (header, cell) in headers.iter().zip(row) {
            let _ = write!(html, "<td data-label=\"{}\">{}</td>", escaped(header), escaped(cell));
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table></div>");
    html
}

/// What could not be read and why, and what needs attention.
fn unread(archive: &Archive<'_>) -> Result<String> {
    let language = archive.language;
    let text = |key: &str| language.text(key);
    let view = |name: &str| View::of(&archive.content, name);
    let word = |line: Line<'_>, column: &str| language.word(line.text(column).unwrap_or_default());
    let said = |line: Line<'_>, column: &str| line.text(column).unwrap_or_default().to_owned();
    let told = |line: Line<'_>, column: &str| language.message(&said(line, column));
    let documents = view("documents")?;
    let is_unread = |line: &Line<'_>| !line.is("status", "extracted");
    let rows: Vec<Vec<String>> = documents
        .lines()
        .filter(is_unread)
        .map(|line| vec![said(line, "path"), word(line, "status"), told(line, "reason")])
        .collect();
    let mut body = String::new();
    let headers = [text("p_file"), text("p_status"), text("p_reason")];
    if rows.is_empty() {
        let _ = write!(body, "<p class=\"empty\">{}</p>", escaped(text("p_unread_none")));
    } else {
        body.push_str(&cut(language, text("p_unread_documents"), &headers, rows));
    }
    let files = view("files")?;
    let rows: Vec<Vec<String>> = files
        .lines()
        .filter(|line| !line.is("status", "read"))
        .map(|line| vec![said(line, "path"), word(line, "status"), told(line, "reason")])
        .collect();
    if !rows.is_empty() {
        let title = language.fill("p_skipped", &[("n", (rows.len() as i64).into())]);
        let list = cut(language, text("p_unread_files"), &headers, rows);
        let _ = write!(body, "<details><summary>{}</summary>{list}</details>", escaped(&title));
    }
    let paths: BTreeMap<&str, &str> =
        documents.lines().map(|line| (line.key(), line.text("path").unwrap_or_default())).collect();
    let remarks = view("diagnostics")?;
    let rows: Vec<Vec<String>> = remarks
        .lines()
        .filter(|line| !line.is("severity", "note"))
        .map(|line| {
            let path = line.text("document_id").and_then(|id| paths.get(id)).copied();
            let place = match line.count("page") {
                0 => String::new(),
                page => format!("{page}:{}", line.count("line")),
            };
            let path = path.unwrap_or_default().to_owned();
            let code = line.text("code").unwrap_or_default();
            let meaning = language.remark(code, &said(line, "hint"));
            vec![meaning, told(line, "message"), path, place]
        })
        .collect();
    if !rows.is_empty() {
        let _ = write!(body, "<h3>{}</h3>", escaped(text("p_remarks")));
        let headers = [text("p_hint"), text("p_remark"), text("p_file"), text("p_where")];
        body.push_str(&cut(language, text("p_remarks_caption"), &headers, rows));
    }
    Ok(section("unread", text("p_unread"), &body))
}

/// A table that is not longer than a person reads.
fn cut(language: Language, caption: &str, headers: &[&str], mut rows: Vec<Vec<String>>) -> String {
    let more = rows.len().saturating_sub(LONGEST);
    rows.truncate(LONGEST);
    let mut html = table(caption, headers, &rows);
    if more > 0 {
        let note = language.fill("p_more_files", &[("n", (more as i64).into())]);
        let _ = write!(html, "<p class=\"note\">{}</p>", escaped(&note));
    }
    html
}

/// How things are counted.
fn rules(archive: &Archive<'_>) -> String {
    let language = archive.language;
    let mut body = format!("<h3>{}</h3><ul>", escaped(language.text("policies")));
    for sentence in policies(archive) {
        let _ = write!(body, "<li>{}</li>", escaped(sentence));
    }
    let _ = write!(body, "</ul><p class=\"note\">{}</p>", escaped(language.text("policies_note")));
    for rule in ["r_attendance", "r_decisions", "r_follow"] {
        let _ = write!(body, "<p>{}</p>", escaped(language.text(rule)));
    }
    section("rules", language.text("p_rules"), &body)
}
