//! `offprint export`.

use super::End;
use crate::pack::{export, write_export};
use clap::Args;
use miette::Result;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Example:
  offprint export site --single-file -o article.html --lang en";

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Export {
    /// Folder of the site, as `build` has written it.
    site: PathBuf,
    /// The article with all that it needs in one file, which opens without a host and without a network.
    #[arg(long, required = true)]
    single_file: bool,
    /// Tag of the language in which the file begins, if not the article's own; it holds all of them.
    #[arg(long)]
    lang: Option<String>,
    /// File to write.
    #[arg(short, long)]
    out: PathBuf,
}

impl Export {
    pub fn run(self) -> Result<End> {
        let content = export(&self.site, self.lang.as_deref())?;
        write_export(&self.out, &content)?;
        eprintln!("offprint: {}, {} kB", self.out.display(), content.len() / 1000);
        Ok(End::Well)
    }
}
