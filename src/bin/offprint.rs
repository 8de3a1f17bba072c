//! The publisher's door: the command `offprint`.

use clap::{Parser, Subcommand};
use miette::{IntoDiagnostic, Result, miette};
use offprint::pack::{ReaderFiles, Settings, Source, article_files, export, pack, write_export};
use std::path::{Path, PathBuf};

/// Turns an article into a site that opens anywhere in an instant.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds the site.
    ///
    /// trunk calls this by itself once the reader is compiled, and says by its environment where that is.
    Build {
        /// The article: a file *.article.json, or a folder that holds one.
        #[arg(required = true)]
        sources: Vec<PathBuf>,
        /// Folder with the compiled reader.
        #[arg(long, env = "TRUNK_STAGING_DIR", hide_env = true)]
        reader: PathBuf,
        /// Folder to write the site to. What else it holds is removed.
        #[arg(short, long, env = "TRUNK_STAGING_DIR", hide_env = true)]
        out: PathBuf,
        /// What the publisher says of the site.
        #[arg(long, default_value = "offprint.toml")]
        settings: PathBuf,
        /// Where the site will stand, https://example.org/articles/; goes before the one in the settings.
        #[arg(long, env = "BASE_URL")]
        base_url: Option<String>,
    },
    /// Makes something to hand on out of a built site.
    Export {
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
    },
    /// Checks articles and says what is wrong with them, and where.
    Check {
        /// Files *.article.json, or folders that hold some.
        #[arg(required = true)]
        sources: Vec<PathBuf>,
    },
}

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Build { sources, reader, out, settings, base_url } => build(&sources, reader, out, settings, base_url),
        Command::Export { site, single_file: _, lang, out } => export_single_file(&site, lang.as_deref(), &out),
        Command::Check { sources } => check(&sources),
    }
}

fn build(sources: &[PathBuf], reader: PathBuf, out: PathBuf, settings: PathBuf, base_url: Option<String>) -> Result<()> {
    let settings = Settings::read(&settings)?.with_base_url(base_url)?;
    let files = article_files(sources).into_diagnostic()?;
    let [file] = files.as_slice() else {
        return Err(miette!(help = "name one file *.article.json", "{} articles; a site holds one", files.len()));
    };
    let site = pack(&Source::read(file)?, &settings, &ReaderFiles::read(&reader)?)?;
    site.write(&out)?;
    let pages = site.paths().filter(|path| path.ends_with("index.html")).count();
    eprintln!("offprint: {pages} pages, {} files, {} kB", site.paths().count(), site.total_bytes() / 1000);
    if settings.base_url.is_none() {
        eprintln!(
            "offprint: no base URL, so pages carry no canonical address; set it with base_url in offprint.toml or BASE_URL=https://…/"
        );
    }
    Ok(())
}

fn export_single_file(site: &Path, lang: Option<&str>, out: &Path) -> Result<()> {
    let content = export(site, lang)?;
    write_export(out, &content)?;
    eprintln!("offprint: {}, {} kB", out.display(), content.len() / 1000);
    Ok(())
}

fn check(sources: &[PathBuf]) -> Result<()> {
    let mut failed = 0;
    let files = article_files(sources).into_diagnostic()?;
    for file in &files {
        match Source::read(file) {
            Ok(source) => eprintln!("{}: no problems, {} languages", file.display(), source.articles().count()),
            Err(problems) => {
                failed += 1;
                eprintln!("{:?}", miette::Report::new(problems));
            }
        }
    }
    match (failed, files.len()) {
        (0, 0) => Err(miette!(help = "articles are files named *.article.json", "no articles there")),
        (0, _) => Ok(()),
        (failed, all) => Err(miette!("{failed} of {all} articles have problems")),
    }
}
