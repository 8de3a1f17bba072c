//! `offprint check`.

use super::super::build::{Watch, taken};
use super::super::ids::Ids;
use super::super::intake::Rules;
use super::super::messages::Message;
use super::super::sources::sources;
use super::telling::Teller;
use super::{End, Reading};
use clap::Args;
use miette::Result;
use std::path::PathBuf;

#[derive(Args)]
pub struct Check {
    #[command(flatten)]
    reading: Reading,
}

/// Files that are in memory at once.
const AT_ONCE: usize = 256;

impl Check {
    pub fn run(self, json: bool) -> Result<End> {
        let settings = self.reading.settings()?;
        let glossary = settings.glossary()?;
        let rules = Rules { settings: &settings, glossary: glossary.as_ref() };
        let sources = sources(&self.reading.sources)?;
        let mut teller = Teller::new(json, self.reading.quiet);
        let passed_over = |path: &PathBuf| Message::warning(path, "passed over: no format has this ending", "");
        teller.said(sources.passed_over.iter().map(passed_over).collect());
        teller.begun(sources.files.len());
        let mut ids = Ids::default();
        let mut articles = 0;
        for files in sources.files.chunks(AT_ONCE) {
            articles += taken(files, rules, &mut ids, &mut teller).len();
        }
        teller.summary();
        let files = sources.files.len();
        teller.line(&format!(
            "{files} {}, {articles} {} without errors",
            if files == 1 { "file" } else { "files" },
            if articles == 1 { "article" } else { "articles" }
        ));
        Ok(teller.end(self.reading.strict))
    }
}
