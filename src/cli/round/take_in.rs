//! `gouji round DIR`: takes in what is new, checks everything again, records it and writes the results.

use super::{folder, letters, lock, overview, status};
use crate::{
    batch::Checked,
    cli::{Exit, args::Round, check::item, load, refused, setup::Setup, whole_file},
    finding::Summary,
    lang::{Lang, Text},
    plain::plain,
    round::{Entry, Standings, Time, ledger::Event},
    text,
    write::{Html, Style, Writer},
};
use std::{
    fs,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

/// The overview among the results.
const OVERVIEW: &str = "总览.html";

/// The sum of the units.
const SUM: &str = "汇总.xlsx";

/// What came of it, and where the overview lies, from within the folder; none where nothing was written.
pub(super) fn run(options: &Round, lang: Lang, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<(Exit, Option<PathBuf>)> {
    let no_moment = || {
        refused::said(text!("--now 应是时间，例如 2024-01-15T09:30:00+08:00", "--now is a moment, as 2024-01-15T09:30:00+08:00"))
    };
    let now = now(options.now.as_deref()).ok_or_else(no_moment)?;
    let dir = options.dir.as_deref().unwrap_or(Path::new("."));
    let shown = dir.display().to_string();
    let round = folder::enter(dir)?;
    let _lock = lock::take(lang, err)?;
    let mut folder = folder::Folder::open(round, lang, err)?;
    let has_new = options.now.is_none() && folder.new_files().next().is_some();
    let now = if has_new { apart(folder.ledger.until(), now) } else { now };
    let check = folder.options("ndjson", None, folder.day(Some(&now)))?;
    let mut setup = folder.setup(&check, lang, err)?;
    let checked = folder.check(&check, &setup, Some(&now), lang, (&mut io::sink(), err))?;
    // Recorded first: what is in the ledger is not lost if no result can be written.
    let entries = record(&mut folder, checked.entries, lang, err)?;
    let standings = folder.standings(checked.current, &setup);
    let style = load::style(lang, options.colors.color);
    let recorded = text!(
        "收到的已记入台账，没有丢失；能写以后再运行一次，结果会写全",
        "What came in is recorded and not lost; run again when there is room, and the results are whole"
    );
    let written = write_results(&folder, &mut setup, &standings, (checked.results, &checked.summary), (style, err));
    let (page, blanks) = written.map_err(refused::and_then(&recorded))?;
    say_received(&entries, lang, out)?;
    status::print(&standings, &folder, false, style, out)?;
    if let Some(blanks) = blanks {
        writeln!(out, "{}", blanks.get(lang))?;
    }
    let results = folder.round.parts.results.name.as_str();
    let sep = std::path::MAIN_SEPARATOR;
    writeln!(out, "{}", text!("结果在 {shown}{sep}{results}", "the results are in {shown}{sep}{results}").get(lang))?;
    Ok((checked.exit, Some(page)))
}

/// Writes the overview, what the units get, and their sum. Where the overview lies, and what the letters leave blank.
fn write_results(
    folder: &folder::Folder,
    setup: &mut Setup,
    standings: &Standings,
    (checked, summary): (Vec<Checked>, &Summary),
    (style, err): (Style, &mut dyn Write),
) -> io::Result<(PathBuf, Option<Text>)> {
    let (lang, results) = (style.lang, Path::new(&folder.round.parts.results.name));
    fs::create_dir_all(results).map_err(refused::writing(results))?;
    let to = letters::folders(results);
    to.iter().map(PathBuf::as_path).chain([results]).try_for_each(whole_file::remove_unfinished)?;
    let notes = overview::notes(&folder.round, &folder.ledger, standings, lang);
    let mut html = Html::of_round(load::style_of_file(style), notes);
    if let Some(roster) = &mut setup.roster {
        roster.letterhead = letters::head(&folder.round, &roster.letterhead, &folder.ledger, lang);
    }
    let mut deliver = letters::deliver(folder, setup, &to, lang);
    let page = results.join(OVERVIEW);
    whole_file::write(&page, |file| {
        let mut file = BufWriter::new(file);
        html.begin(&setup.rules.identity, &mut file)?;
        for result in &checked {
            let written = deliver.deliver(result)?;
            let documents = written.iter().filter_map(|path| overview::document(path, results)).collect();
            html.with_documents(result.outcome.unit.as_deref().unwrap_or_default(), documents);
            html.item(&item(result, &setup.rules), &mut file)?;
        }
        html.end(summary, &mut file)?;
        file.flush().map(|()| Exit::Clean)
    })?;
    letters::tidy(&deliver, lang, err)?;
    let blanks = letters::blanks(&deliver, setup);
    // The page and the reports, also last year's, are not needed any more where the units are added up.
    drop((html, checked));
    setup.prior.set = None;
    sum_up(folder, (setup, standings), &results.join(SUM), lang)?;
    Ok((page, blanks))
}

/// Writes the sum, where there is one; one of an earlier run does not stay.
fn sum_up(folder: &folder::Folder, (setup, standings): (&Setup, &Standings), path: &Path, lang: Lang) -> io::Result<()> {
    let mut bytes = Vec::new();
    match folder.sum(setup, standings, lang, &mut bytes)? {
        Ok(()) => whole_file::write(path, |file| file.write_all(&bytes).map(|()| Exit::Clean)).map(drop),
        Err(_) if path.exists() => fs::remove_file(path).map_err(refused::writing(path)),
        Err(_) => Ok(()),
    }
}

/// Records what is new in the ledger, all but files that somebody is still writing: those are taken in next time.
fn record(folder: &mut folder::Folder, entries: Vec<Entry>, lang: Lang, err: &mut dyn Write) -> io::Result<Vec<Entry>> {
    let new: Vec<String> =
        entries.iter().filter(|entry| entry.event == Event::Received).map(|entry| entry.file.clone()).collect();
    let unsettled = folder.unsettled(&new);
    for name in &unsettled {
        let words = text!("“{name}”还在写入，下次再收", "“{name}” is still being written; it is taken in next time");
        writeln!(err, "gouji: {}", words.get(lang))?;
    }
    let entries: Vec<Entry> = entries.into_iter().filter(|entry| !unsettled.contains(&entry.file)).collect();
    super::store::append(Path::new(&folder.round.parts.ledger.name), folder.ledger.ends, &entries)?;
    entries.iter().for_each(|entry| folder.ledger.push(entry.clone()));
    Ok(entries)
}

/// How many files came in, and which of them are of nobody on the roster.
fn say_received(entries: &[Entry], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let new: Vec<&Entry> = entries.iter().filter(|entry| entry.event == Event::Received).collect();
    let count = new.len();
    let words = match count {
        0 => text!("没有新收到的文件", "no new files"),
        _ => text!("新收到 {count} 个文件", "new files: {count}"),
    };
    writeln!(out, "{}", words.get(lang))?;
    for entry in new.iter().filter(|entry| entry.unit.is_none()) {
        let name = plain(&entry.file);
        let words = text!("  “{name}”不属于名册上任何单位", "  “{name}” is of no unit of the roster");
        writeln!(out, "{}", words.get(lang))?;
    }
    Ok(())
}

/// A moment in another second than that of the last entry: else nothing would say which of their files came later.
fn apart(last: Option<&Time>, moment: Time) -> Time {
    if last.is_none_or(|last| last.seconds != moment.seconds) {
        return moment;
    }
    thread::sleep(Duration::from_secs(1));
    now(None).unwrap_or(moment)
}

/// What was asked for, else the moment by the clock, where it is now.
fn now(asked: Option<&str>) -> Option<Time> {
    match asked {
        Some(asked) => Time::parse(asked),
        None => Time::parse(&chrono::Local::now().format("%Y-%m-%dT%H:%M:%S%:z").to_string()),
    }
}
