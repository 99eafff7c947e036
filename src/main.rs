//! TEMP
fn main() {
    let folders: Vec<std::path::PathBuf> = vec![];
    let rules = match verbali::rules::load(&folders) {
        Ok(r) => r,
        Err(e) => {
            println!("{e}");
            std::process::exit(2)
        }
    };
    let t = std::time::Instant::now();
    let faults = verbali::extract::check_examples(&rules);
    println!("{}", verbali::rules::report(&rules.sources, &faults));
    println!("{} example faults, {:?}", faults.len(), t.elapsed());
    if let Ok(gold) = std::env::var("GOLD") {
        let ex = verbali::extract::Extractor::new(&rules);
        let mut all = vec![];
        let mut files = vec![];
        let paths: Vec<std::path::PathBuf> = std::env::args().skip(1).map(Into::into).collect();
        let t = std::time::Instant::now();
        for f in verbali::document::source::find(&paths) {
            let Ok(bytes) = std::fs::read(&f.absolute) else { continue };
            let path = f.path.clone();
            let name = path.rsplit('/').next().unwrap().to_owned();
            if !(name.ends_with("txt") || name.ends_with("md")) || name == "README.md" {
                continue;
            }
            let id = verbali::model::content_hash(&bytes);
            let input = verbali::extract::Input {
                document_id: &id,
                path: &path,
                file_name: &name,
                byte_size: bytes.len() as u64,
            };
            let facts = match verbali::document::read_text(&bytes, &name, &Default::default()) {
                Ok(doc) => ex.extract(&input, doc),
                Err(r) => ex.refused(&input, None, &r),
            };
            if let Err(e) = verbali::dataset::check_facts(&facts) {
                println!("CHECK {path}: {e}");
            }
            files.push(verbali::model::FileRecord {
                file_id: f.file_id.clone(),
                path: path.clone(),
                file_name: name.clone(),
                byte_size: Some(1),
                status: verbali::model::FileStatus::Read,
                reason: None,
                document_id: Some(id.clone()),
            });
            all.push(facts);
        }
        println!("{:?} for {}", t.elapsed(), all.len());
        let gold = verbali::evaluate::read_gold(std::path::Path::new(&gold)).unwrap();
        println!("{}", verbali::evaluate::evaluate(&all, &files, &gold).terminal_with(60));
        return;
    }
    let ex = verbali::extract::Extractor::new(&rules);
    for f in std::env::args().skip(1) {
        let bytes = std::fs::read(&f).unwrap();
        let name = f.rsplit('/').next().unwrap();
        let id = verbali::model::content_hash(&bytes);
        let input = verbali::extract::Input {
            document_id: &id,
            path: &f,
            file_name: name,
            byte_size: bytes.len() as u64,
        };
        let t = std::time::Instant::now();
        let doc = verbali::document::read_text(&bytes, name, &Default::default()).unwrap();
        let facts = ex.extract(&input, doc);
        println!(
            "=== {f} {:?} {:?} {:?} {:?}",
            facts.document.status,
            facts.document.reason,
            facts.document.rule_pack,
            t.elapsed()
        );
        for m in &facts.meetings {
            println!(
                "M {:?} {:?} {:?} {:?}-{:?} place {:?} sec {:?} ambito {:?}",
                m.date,
                m.body,
                m.body_kind,
                m.start_time,
                m.end_time,
                m.place,
                m.secretary,
                m.ambito
            );
        }
        for a in &facts.attendance {
            println!(
                "A {:?} | {:?} | {:?} | {:?} {:?} {:?} | {}",
                a.name, a.organisation, a.role, a.status, a.mode, a.capacity, a.evidence.rule
            );
        }
        for a in &facts.agenda_items {
            println!(
                "I {:?} {} | {:?} | {:?} | {:?}",
                a.number,
                a.title,
                a.title_in_discussion,
                a.outcome,
                a.parent_id.is_some()
            );
        }
        for d in &facts.decisions {
            println!(
                "D {:?} {:?} {} {}{}| {}",
                d.kind,
                d.source,
                d.evidence.rule,
                if d.same_as.is_some() { "SAME " } else { "" },
                if d.parent_id.is_some() { "CHILD " } else { "" },
                d.text
            );
            for o in facts.decision_owners.iter().filter(|o| o.decision_id == d.decision_id) {
                println!("    o {:?} {:?} {}", o.owner, o.owner_kind, o.part as u8);
            }
            for o in facts.deadlines.iter().filter(|o| o.decision_id == d.decision_id) {
                println!("    t {:?} {:?} {:?} {}", o.kind, o.raw, o.date, o.evidence.rule);
            }
            if let Some(v) = d.vote_outcome {
                println!(
                    "    v {v:?} {:?} {:?} {:?}",
                    d.votes_for, d.votes_against, d.votes_abstained
                );
            }
        }
        for d in &facts.diagnostics {
            println!("! {} {} {}", d.severity, d.code, d.message);
        }
    }
}
