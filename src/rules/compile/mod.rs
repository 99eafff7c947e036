//! Rule files to [`RuleSet`]: names resolved, patterns compiled, packs merged.
//!
//! In: the sources of all packs. Out: the packs as they run, child rules before parent rules,
//! or every fault of every file. Examples are not run here: that takes the extraction, which
//! stands above ([`crate::extract::check_examples`]).
//!
//! Invariant: a [`RuleSet`] that exists has no unknown name and no pattern that fails.

mod rule;

use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;

use super::fault::{Fault, FaultCode, SourceText, nearest};
use super::kind::RuleKind;
use super::parse::parse;
use super::schema::{Body, RuleFile, SignalPlace};
use super::source::PackSource;
use super::vocabulary::{Shared, Vocabulary};
use super::{Origin, Pack, PackBody, Rule, RuleSet, SignalRule};
use crate::model::{BodyKind, Word as _, content_hash};

/// The files of a pack, read, with the place of each among all sources.
struct PackFiles {
    id: String,
    files: Vec<(usize, RuleFile)>,
}

impl PackFiles {
    fn head(&self) -> Option<(usize, &super::schema::PackHead)> {
        self.files.iter().find_map(|(place, file)| Some((*place, file.pack.as_ref()?)))
    }
    fn parent(&self) -> Option<&str> {
        self.head()?.1.extends.as_ref().map(|parent| parent.get_ref().as_str())
    }
}

/// Compiles packs; on faults, gives the sources and all faults.
pub(super) fn compile(sources: &[PackSource]) -> Result<RuleSet, (Vec<SourceText>, Vec<Fault>)> {
    let mut texts = Vec::new();
    let mut faults = Vec::new();
    let mut packs: Vec<PackFiles> = Vec::new();
    for source in sources {
        let mut pack = PackFiles { id: String::new(), files: Vec::new() };
        for text in &source.files {
            let (file, mut found) = parse(text, texts.len());
            faults.append(&mut found);
            pack.files.push((texts.len(), file));
            texts.push(text.clone());
        }
        let Some(id) = pack.head().map(|(_, head)| head.id.get_ref().clone()) else {
            let file = pack.files.first().map_or(0, |(place, _)| *place);
            let help = Some(
                "begin one file of the pack with [pack], id = \"...\" and extends = \"italian\""
                    .to_owned(),
            );
            let message = "no file of this pack says who it is".to_owned();
            faults.push(Fault { code: FaultCode::Missing, file, span: 0..0, message, help });
            continue;
        };
        pack.id = id;
        // A folder given with --rules may hold a pack that is built in: the user's wins.
        packs.retain(|known| known.id != pack.id);
        packs.push(pack);
    }
    check_parents(&packs, &mut faults);
    let mut compiled = Vec::new();
    // One report of all faults: what could be read is compiled too, unless packs go in circles.
    if !faults.iter().any(|fault| fault.code == FaultCode::Cycle) {
        let mut shared = Shared::default();
        for pack in &packs {
            let chain = chain_of(&packs, pack);
            let one = Compiler { faults: &mut faults, chain: &chain, shared: &mut shared };
            compiled.push(one.pack());
        }
    }
    if !faults.is_empty() {
        faults.dedup();
        return Err((texts, faults));
    }
    let mut all = String::new();
    for text in &texts {
        all.push_str(&text.text);
        all.push('\0');
    }
    Ok(RuleSet { packs: compiled, hash: content_hash(all.as_bytes()), sources: texts })
}

fn check_parents(packs: &[PackFiles], faults: &mut Vec<Fault>) {
    for pack in packs {
        let Some((file, head)) = pack.head() else { continue };
        let Some(parent) = &head.extends else { continue };
        if !packs.iter().any(|other| other.id == *parent.get_ref()) {
            let help = nearest(parent.get_ref(), packs.iter().map(|pack| pack.id.as_str()))
                .map(|name| format!("did you mean '{name}'?"));
            let message = format!("no pack is called '{}'", parent.get_ref());
            faults.push(Fault {
                code: FaultCode::UnknownName,
                file,
                span: parent.span(),
                message,
                help,
            });
            continue;
        }
        let mut seen = BTreeSet::from([pack.id.as_str()]);
        let mut at = Some(parent.get_ref().as_str());
        while let Some(id) = at {
            if !seen.insert(id) {
                let message =
                    format!("'{}' extends itself, by way of '{}'", pack.id, parent.get_ref());
                faults.push(Fault {
                    code: FaultCode::Cycle,
                    file,
                    span: parent.span(),
                    message,
                    help: None,
                });
                break;
            }
            at = packs.iter().find(|pack| pack.id == id).and_then(PackFiles::parent);
        }
    }
}

/// The pack of a name; where none has it, the one that was most likely meant, so that a wrong
/// name is one fault and not one for every word that the parent would have brought.
fn named<'a>(packs: &'a [PackFiles], id: &str) -> Option<&'a PackFiles> {
    let exact = packs.iter().find(|pack| pack.id == id);
    exact.or_else(|| {
        let near = nearest(id, packs.iter().map(|pack| pack.id.as_str()))?;
        packs.iter().find(|pack| pack.id == near)
    })
}

/// A pack, its parent, its parent's parent.
fn chain_of<'a>(packs: &'a [PackFiles], pack: &'a PackFiles) -> Vec<&'a PackFiles> {
    let mut chain = vec![pack];
    let mut at = pack.parent();
    while let Some(parent) = at.and_then(|id| named(packs, id)) {
        if chain.iter().any(|pack| pack.id == parent.id) {
            break;
        }
        chain.push(parent);
        at = parent.parent();
    }
    chain
}

struct Compiler<'a> {
    faults: &'a mut Vec<Fault>,
    chain: &'a [&'a PackFiles],
    shared: &'a mut Shared,
}

impl<'a> Compiler<'a> {
    fn fault(
        &mut self,
        code: FaultCode,
        file: usize,
        span: Range<usize>,
        message: String,
        help: Option<String>,
    ) {
        let fault = Fault { code, file, span, message, help };
        // A parent's fault shows once, not once for each of its children.
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }

    fn files(&self) -> Vec<(usize, &'a RuleFile, &'a str)> {
        let chain = self.chain;
        let files = chain.iter().flat_map(|pack| {
            pack.files.iter().map(|(place, file)| (*place, file, pack.id.as_str()))
        });
        files.collect()
    }

    fn pack(mut self) -> Pack {
        let files = self.files();
        let (vocabulary, found) = Vocabulary::sharing(
            self.shared,
            &files.iter().map(|(place, file, _)| (*place, *file)).collect::<Vec<_>>(),
        );
        for fault in found {
            self.fault(fault.code, fault.file, fault.span, fault.message, fault.help);
        }
        let disabled = self.disabled(&files);
        let mut rules: Vec<Rule> = Vec::new();
        let mut replaced = BTreeSet::new();
        for (file, rule_file, pack) in &files {
            for (kind, entry) in &rule_file.rules {
                let Some(kind) = RuleKind::from_name(kind) else { continue };
                let id = entry.id.get_ref();
                if disabled.contains(id) {
                    continue;
                }
                if let Some(earlier) = rules.iter().find(|rule| rule.id == *id) {
                    if earlier.origin.pack != *pack && replaced.contains(id) {
                        continue;
                    }
                    let help = "give it another id; to take an inherited rule's place, say replaces = true".to_owned();
                    self.fault(
                        FaultCode::Duplicate,
                        *file,
                        entry.id.span(),
                        format!("the id '{id}' is given twice"),
                        Some(help),
                    );
                    continue;
                }
                if entry.replaces {
                    replaced.insert(id.clone());
                }
                let origin =
                    Origin { pack: (*pack).to_owned(), file: *file, span: entry.id.span() };
                if let Some(rule) = self.rule(kind, entry, origin, &vocabulary) {
                    rules.push(rule);
                }
            }
        }
        let own = self.chain[0];
        let (threshold, signals) = self.detection(own, &vocabulary);
        let bodies = self.bodies(&files);
        let acronyms = files
            .iter()
            .flat_map(|(_, file, _)| &file.acronym)
            .map(|acronym| super::PackAcronym {
                written: acronym.written.get_ref().clone(),
                means: acronym.means.clone(),
                kind: acronym.kind.as_ref().map(|kind| kind.get_ref().clone()),
            })
            .collect();
        let ambito = self.chain.iter().find_map(|pack| pack.head()?.1.ambito.clone());
        Pack {
            id: own.id.clone(),
            parent: own.parent().map(str::to_owned),
            ambito,
            threshold,
            signals,
            bodies,
            acronyms,
            vocabulary: vocabulary.settled(),
            rules,
        }
    }

    fn disabled(&mut self, files: &[(usize, &RuleFile, &str)]) -> BTreeSet<String> {
        let ids: BTreeSet<&str> = files
            .iter()
            .flat_map(|(_, file, _)| &file.rules)
            .map(|(_, entry)| entry.id.get_ref().as_str())
            .collect();
        let mut disabled = BTreeSet::new();
        for (file, rule_file, _) in files {
            for id in rule_file.pack.iter().flat_map(|pack| &pack.disable) {
                if ids.contains(id.get_ref().as_str()) {
                    disabled.insert(id.get_ref().clone());
                } else {
                    self.unknown_name(*file, id, "rule", ids.iter().copied());
                }
            }
        }
        disabled
    }

    fn unknown_name<'n>(
        &mut self,
        file: usize,
        name: &Spanned<String>,
        what: &str,
        known: impl Iterator<Item = &'n str>,
    ) {
        let help = nearest(name.get_ref(), known).map(|name| format!("did you mean '{name}'?"));
        let message = format!("no {what} is called '{}'", name.get_ref());
        self.fault(FaultCode::UnknownName, file, name.span(), message, help);
    }

    fn bodies(&mut self, files: &[(usize, &RuleFile, &str)]) -> Vec<PackBody> {
        let mut bodies = Vec::new();
        for (file, rule_file, _) in files {
            for Body { name, kind, aliases } in &rule_file.body {
                match BodyKind::from_word(kind.get_ref()) {
                    Some(kind) => bodies.push(PackBody {
                        name: name.get_ref().clone(),
                        kind,
                        aliases: aliases.iter().map(|alias| alias.get_ref().clone()).collect(),
                    }),
                    None => self.unknown_name(
                        *file,
                        kind,
                        "body kind",
                        BodyKind::ALL.iter().map(|kind| kind.word()),
                    ),
                }
            }
        }
        bodies
    }

    fn detection(&mut self, own: &'a PackFiles, vocabulary: &Vocabulary) -> (f64, Vec<SignalRule>) {
        let mut signals = Vec::new();
        let mut threshold = 0.0;
        for (file, rule_file) in &own.files {
            let Some(detect) = &rule_file.detect else { continue };
            threshold = detect.threshold;
            for signal in &detect.signals {
                if let Some(pattern) = self.pattern(*file, &signal.pattern, false, vocabulary) {
                    let place: SignalPlace = signal.place;
                    signals.push(SignalRule { weight: signal.weight, place, pattern });
                }
            }
        }
        (threshold, signals)
    }
}
