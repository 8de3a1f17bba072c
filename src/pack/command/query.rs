//! `offprint query`: the reader's own search, in the terminal.

use super::super::built::BuiltSite;
use super::End;
use super::telling::{print, wants_no_colour};
use crate::library::{Bundle, Word};
use crate::reading::{Page, Route};
use crate::search::{Corpus, Hit, Piece, Target};
use clap::Args;
use miette::Result;
use serde_json::{Value, json};
use std::io::{IsTerminal, stdout};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  offprint query site 网格                   in the site's first language
  offprint query site \"small grids\" --lang en
  offprint query site '\"letter for letter\"' --limit 3
  offprint query site 网格 --json            an object for each hit

Ends with 0 when something is found, 1 when nothing is, as grep does.";

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Query {
    /// Folder of the site, as `build` has written it.
    site: PathBuf,
    /// What is looked for, as in the search box.
    query: String,
    /// Tag of the language that is searched, if not the site's first.
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// Hits that are shown at most.
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
}

impl Query {
    pub fn run(self, json: bool) -> Result<End> {
        let bundle = BuiltSite::open(&self.site)?.searched(self.lang.as_deref())?;
        let found = Corpus::of(&bundle).find(&self.query);
        let marks = if wants_no_colour() || !stdout().is_terminal() { ["", ""] } else { BOLD };
        let shown = found.hits.iter().take(self.limit).map(|hit| Shown::of(hit, &bundle));
        print(&shown.map(|hit| if json { hit.json() } else { hit.lines(marks) }).collect::<String>())?;
        let many = found.hits.len();
        if !json && many > self.limit {
            eprintln!("offprint: {} of {many} hits; --limit {many} shows all", self.limit);
        }
        if !json && many == 0 {
            let others = if found.suggestions.is_empty() { String::new() } else { format!("; try {}", found.suggestions.join(", ")) };
            eprintln!("offprint: nothing found in {}{others}", bundle.article.lang);
        }
        Ok(if found.hits.is_empty() { End::Problems } else { End::Well })
    }
}

/// On and off, of a terminal (ECMA-48, SGR).
const BOLD: [&str; 2] = ["\x1b[1m", "\x1b[22m"];

/// A hit as it is printed.
struct Shown<'a> {
    article: &'a str,
    /// What it is in or of, if that is not the article.
    heading: &'a str,
    hit: &'a Hit,
    /// From the root of the site.
    path: String,
}

impl<'a> Shown<'a> {
    fn of(hit: &'a Hit, bundle: &'a Bundle) -> Self {
        let article = &bundle.article;
        let section = hit.section.and_then(|section| article.sections.get(section));
        // What a library is searched in has its articles as sections.
        let is_of_many = bundle.site.is_library;
        let of = section.filter(|_| is_of_many);
        let page = Page::Article(of.map_or(&article.id, |section| &section.id).clone());
        let (page, anchor, heading) = match &hit.target {
            Target::Title => (page, None, ""),
            Target::Section(_) if is_of_many => (page, None, ""),
            // Its title is the hit's own.
            Target::Section(id) => (page, Some(id), ""),
            Target::Block(id) => (page, Some(id), section.filter(|_| !is_of_many).map_or("", |section| &section.title)),
            Target::Topic(id) => (Page::Topic(id.clone()), None, &bundle.words[Word::Topics]),
            Target::Statistic(id) => (Page::Numbers, Some(id), &bundle.words[Word::Numbers]),
            Target::Source => (Page::About, None, &bundle.words[Word::About]),
        };
        let route = Route { anchor: anchor.cloned(), ..Route::new(&bundle.language_prefix(), page) };
        Shown { article: of.map_or(&article.title, |section| &section.title), heading, hit, path: route.path() }
    }

    fn lines(&self, marks: [&str; 2]) -> String {
        let title = marked(&self.hit.title, marks);
        // A title that was found is shown once, with its marks.
        let is_own = self.hit.title.iter().map(|piece| piece.text.as_str()).collect::<String>() == self.article;
        let head = [if is_own { "" } else { self.article }, self.heading, &title];
        let head: Vec<&str> = head.into_iter().filter(|part| !part.is_empty()).collect();
        let lines = [head.join(" · "), marked(&self.hit.excerpt, marks), self.path.clone()];
        let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        lines.join("\n  ") + "\n\n"
    }

    /// A line; matches stand in the pieces.
    fn json(&self) -> String {
        let pieces =
            |pieces: &[Piece]| pieces.iter().map(|piece| json!({ "text": piece.text, "match": piece.is_match })).collect::<Value>();
        let Shown { article, heading, hit, path } = self;
        let line = json!({
            "article": article, "heading": heading, "title": pieces(&hit.title), "excerpt": pieces(&hit.excerpt), "path": path,
        });
        format!("{line}\n")
    }
}

fn marked(pieces: &[Piece], [on, off]: [&str; 2]) -> String {
    pieces.iter().map(|Piece { text, is_match }| if *is_match { format!("{on}{text}{off}") } else { text.clone() }).collect()
}
