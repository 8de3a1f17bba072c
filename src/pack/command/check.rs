//! `offprint check`.

use super::super::build::{AT_ONCE, Watch, taken};
use super::super::ids::Ids;
use super::super::intake::Rules;
use super::super::sources::sources;
use super::telling::{Teller, counted, passed_over};
use super::{End, Reading};
use clap::Args;
use miette::Result;

#[derive(Args)]
pub struct Check {
    #[command(flatten)]
    reading: Reading,
    /// Ends with 1 when anything was left out, too.
    #[arg(long)]
    strict: bool,
}

impl Check {
    pub fn run(self, json: bool) -> Result<End> {
        let settings = self.reading.settings()?;
        let glossary = settings.glossary()?;
        let rules = Rules { settings: &settings, glossary: glossary.as_ref() };
        let sources = sources(&self.reading.sources)?;
        let mut teller = Teller::new(json, self.reading.quiet);
        passed_over(&sources, &mut teller);
        teller.begun(sources.files.len());
        let mut ids = Ids::default();
        let mut articles = 0;
        for files in sources.files.chunks(AT_ONCE) {
            articles += taken(files, rules, &mut ids, &mut teller).len();
        }
        teller.summary();
        let (files, articles) = (counted(sources.files.len(), "file", "files"), counted(articles, "article", "articles"));
        teller.line(&format!("{files}, {articles} without errors"));
        Ok(teller.end(self.strict))
    }
}
