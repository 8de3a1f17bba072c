//! `offprint check`.

use super::super::build::{AT_ONCE, Watch, taken};
use super::super::ids::Ids;
use super::super::intake::Rules;
use super::super::sources::sources;
use super::telling::{Teller, counted, passed_over};
use super::{End, Reading};
use clap::Args;
use miette::Result;
use serde_json::json;

const EXAMPLES: &str = "\
Examples:
  offprint check notices                what is wrong or was left out, and where
  offprint check report.docx --strict   ends with 1 also when something was left out
  offprint check notices --json         an object a line; the last one counts";

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Check {
    #[command(flatten)]
    reading: Reading,
    /// Ends with 1 when anything was left out, too.
    #[arg(long)]
    strict: bool,
}

impl Check {
    pub fn run(self, is_json: bool) -> Result<End> {
        let settings = self.reading.settings()?;
        let glossary = settings.glossary()?;
        let rules = Rules { settings: &settings, glossary: glossary.as_ref() };
        let sources = sources(&self.reading.sources)?;
        let mut teller = Teller::new(is_json, self.reading.quiet);
        passed_over(&sources, &mut teller);
        teller.begun(sources.files.len());
        let mut ids = Ids::default();
        let mut articles = 0;
        for files in sources.files.chunks(AT_ONCE) {
            articles += taken(files, rules, &mut ids, &mut teller).len();
        }
        let files = sources.files.len();
        let words = format!("{}, {} without errors", counted(files, "file", "files"), counted(articles, "article", "articles"));
        teller.result(&words, json!({ "files": files, "articles": articles }));
        Ok(teller.end(self.strict))
    }
}
