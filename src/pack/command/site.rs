//! `offprint build`.

use super::super::build::{Took, build};
use super::super::sources::sources;
use super::telling::{Teller, counted, passed_over};
use super::{End, Reading};
use crate::pack::ReaderFiles;
use clap::Args;
use miette::Result;
use std::path::PathBuf;

#[derive(Args)]
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
    pub fn run(self, json: bool) -> Result<End> {
        let settings = self.reading.settings()?.with_base_url(self.base_url)?;
        let reader = ReaderFiles::chosen(self.reader.as_deref())?;
        let sources = sources(&self.reading.sources)?;
        let mut teller = Teller::new(json, self.reading.quiet);
        passed_over(&sources, &mut teller);
        let built = build(&sources, &settings, &reader, &self.out, &mut teller)?;
        teller.summary();
        let articles = counted(built.articles, "article", "articles");
        let written = built.written;
        let kept = if written.unchanged > 0 { format!(", {} of them as they were", written.unchanged) } else { String::new() };
        teller.line(&format!("{articles}, {} files{kept}, {} kB in {}", written.files, written.bytes / 1000, self.out.display()));
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
        Ok(teller.end(self.strict))
    }
}
