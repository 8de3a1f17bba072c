//! `offprint build`.

use super::super::build::{Built, Took, build};
use super::super::output::Written;
use super::super::sources::sources;
use super::telling::{Teller, counted, passed_over};
use super::{End, Reading};
use crate::pack::ReaderFiles;
use clap::Args;
use miette::Result;
use serde_json::json;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  offprint build notices -o site        a site of all that the folder holds
  offprint build report.docx -o site    a site of one article
  offprint build notices -o site --base-url https://example.org/notices/";

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Build {
    #[command(flatten)]
    reading: Reading,
    /// Ends with 1 when anything was left out, too.
    #[arg(long)]
    strict: bool,
    /// Folder to write the site to. What else it holds is removed; the old site stays until the new one is whole.
    #[arg(short, long)]
    out: PathBuf,
    /// Folder with a compiled reader, instead of the one in this command.
    #[arg(long, value_name = "DIR")]
    reader: Option<PathBuf>,
    /// Says how long the parts of the work took.
    #[arg(long)]
    timings: bool,
    /// Where the site will stand, https://example.org/articles/; goes before the one in the settings.
    #[arg(long, env = "BASE_URL")]
    base_url: Option<String>,
}

impl Build {
    pub fn run(self, is_json: bool) -> Result<End> {
        let settings = self.reading.settings()?.with_base_url(self.base_url)?;
        let reader = ReaderFiles::chosen(self.reader.as_deref())?;
        let sources = sources(&self.reading.sources)?;
        let mut teller = Teller::new(is_json, self.reading.quiet);
        passed_over(&sources, &mut teller);
        let built = build(&sources, &settings, &reader, &self.out, &mut teller)?;
        if self.timings {
            let Took { taking_in, packing, cataloguing } = built.took;
            teller.facts(
                &format!("taken in in {taking_in:.1?}, pages in {packing:.1?}, catalogue in {cataloguing:.1?}"),
                serde_json::json!({
                    "articles": built.articles,
                    "taking_in": taking_in.as_secs_f64(),
                    "packing": packing.as_secs_f64(),
                    "cataloguing": cataloguing.as_secs_f64(),
                }),
            );
        }
        if settings.base_url.is_none() {
            teller.line("no base URL, so pages carry no canonical address; set it with base_url in offprint.toml or BASE_URL=https://…/");
        }
        let Built { articles, written: Written { files, bytes, unchanged }, .. } = built;
        let kept = if unchanged > 0 { format!(", {unchanged} of them as they were") } else { String::new() };
        let words =
            format!("{}, {files} files{kept}, {} kB in {}", counted(articles, "article", "articles"), bytes / 1000, self.out.display());
        teller.result(&words, json!({ "articles": articles, "files": files, "bytes": bytes, "unchanged": unchanged, "folder": self.out }));
        Ok(teller.end(self.strict))
    }
}
