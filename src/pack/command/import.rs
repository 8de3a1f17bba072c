//! `offprint import`.

use super::super::build::{Watch, taken};
use super::super::ids::Ids;
use super::super::intake::Rules;
use super::super::sources::sources;
use super::telling::{Teller, plain};
use super::{End, Reading};
use clap::Args;
use miette::{Result, miette};
use std::fs;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  offprint import report.docx           report.article.json, to go on by hand
  offprint import book.epub -o articles --lang en";

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Import {
    #[command(flatten)]
    reading: Reading,
    /// Ends with 1 when anything was left out, too.
    #[arg(long)]
    strict: bool,
    /// Folder to write to; the working folder when left out.
    #[arg(short, long, default_value = ".")]
    out: PathBuf,
    /// Writes over files that are there.
    #[arg(long)]
    force: bool,
}

impl Import {
    pub fn run(self, json: bool) -> Result<End> {
        let settings = self.reading.settings()?;
        let rules = Rules { settings: &settings, glossary: None };
        let sources = sources(&self.reading.sources)?;
        let mut teller = Teller::new(json, self.reading.quiet);
        teller.begun(sources.files.len());
        let articles = taken(&sources.files, rules, &mut Ids::default(), &mut teller);
        for article in &articles {
            let source = &article.source;
            let path = self.out.join(format!("{}.article.json", source.original.id));
            if path.exists() && !self.force {
                return Err(miette!(help = "name another folder with -o, or add --force", "{} is there already", path.display()));
            }
            plain(fs::create_dir_all(&self.out))?;
            for (name, content) in &source.pictures {
                let picture = self.out.join(name);
                plain(fs::create_dir_all(picture.parent().unwrap_or(&self.out)))?;
                plain(fs::write(picture, content))?;
            }
            let text = serde_json::to_string_pretty(&source.original).expect("an article is plain JSON");
            plain(fs::write(&path, text + "\n"))?;
            // What was asked for.
            if !json {
                println!("{}", path.display());
            }
        }
        teller.summary();
        Ok(teller.end(self.strict))
    }
}
