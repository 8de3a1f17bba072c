//! The command `offprint`: what its words mean, what it prints, and how it ends.
//!
//! It says what it has to say on the standard error; what was asked for goes to the standard output. It ends with 0 when all is well, 1
//! when something is wrong with the files or a query has found nothing, 2 when it was called wrongly, 3 when something else has failed.

mod check;
mod documenting;
mod export;
mod import;
mod new;
mod query;
mod serve;
mod site;
mod telling;
mod topics;

use super::build::BuildError;
use crate::pack::{GlossaryError, SettingsError};
use clap::{Args, Parser, Subcommand, ValueEnum};
use miette::Report;
use std::path::PathBuf;
use std::process::ExitCode;

/// Turns articles into a site that opens anywhere in an instant.
#[derive(Parser)]
#[command(name = "offprint", version, after_help = EXAMPLES)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// One JSON object a line instead of words, for machines.
    #[arg(long, global = true)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  offprint new notices                          an example to begin with
  offprint serve notices                        the site, while it is written
  offprint check notices                        what could not be carried over, and where
  offprint build notices -o site                a site of all that the folder holds
  offprint query site market                    where the site speaks of it
  offprint export site --single-file -o a.html  one file to hand on

Ends with 0 when all is well, 1 when something is wrong with the files or a query has found nothing, 2 when it was called wrongly, 3 when
something else has failed. With NO_COLOR set, nothing is coloured.";

#[derive(Subcommand)]
enum Command {
    /// Writes a small example to begin with: articles, topics and settings, all explained.
    New(new::New),
    /// Builds a site: all files that are named, and all that the folders hold.
    Build(site::Build),
    /// Shows a site on this machine, and sources as they are being written.
    Serve(serve::Serve),
    /// Finds words in a built site, as its search box does. Ends with 1 when nothing is found.
    Query(query::Query),
    /// Makes one file of the format of its own out of a file of another: NAME.article.json, pictures beside it.
    Import(import::Import),
    /// Reads everything as `build` would and says what is wrong or was left out, without writing anything.
    Check(check::Check),
    /// Lists how often the topics of the glossary are mentioned, or with --suggest what else deserves one.
    Topics(topics::Topics),
    /// Makes something to hand on out of a built site.
    Export(export::Export),
    /// Prints what makes a shell complete this command's words.
    Completions(documenting::Completions),
    /// Prints the manual page.
    Man(documenting::Man),
}

/// What the commands that read files have in common.
#[derive(Args)]
pub struct Reading {
    /// Files and folders: Markdown, plain text, HTML, Word, EPUB, feeds, ninjs, or *.article.json.
    #[arg(required = true)]
    sources: Vec<PathBuf>,
    /// What the publisher says of the site; offprint.toml, if there is one.
    #[arg(long, value_name = "FILE")]
    settings: Option<PathBuf>,
    /// Language of files that do not say theirs and whose text does not tell: zh-Hans, en …
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// `zh` writes ASCII punctuation between Han characters as Chinese print has it.
    #[arg(long, value_enum)]
    punctuation: Option<PunctuationChoice>,
    /// Says only what is wrong.
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum PunctuationChoice {
    Keep,
    Zh,
}

/// How a command ends, when not in an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Well,
    /// Something is wrong with the files, or nothing was found.
    Problems,
}

/// Runs the command that the process was called with.
pub fn run() -> ExitCode {
    let Arguments { command, json } = Arguments::parse();
    telling::dress();
    let ended = match command {
        Command::New(new) => new.run(json),
        Command::Build(build) => build.run(json),
        Command::Serve(serve) => serve.run(json),
        Command::Query(query) => query.run(json),
        Command::Import(import) => import.run(json),
        Command::Check(check) => check.run(json),
        Command::Topics(topics) => topics.run(json),
        Command::Export(export) => export.run(),
        Command::Completions(completions) => completions.run(),
        Command::Man(man) => man.run(),
    };
    match ended {
        Ok(End::Well) => ExitCode::SUCCESS,
        Ok(End::Problems) => ExitCode::from(1),
        Err(error) => {
            telling::failed(&error, json);
            ExitCode::from(if is_of_the_files(&error) { 1 } else { 3 })
        }
    }
}

/// Whether an error is what the publisher has written: an article, the settings, the glossary.
fn is_of_the_files(error: &Report) -> bool {
    let is_settings = error.downcast_ref::<SettingsError>().is_some_and(|error| !matches!(error, SettingsError::Missing { .. }));
    let is_build = error.downcast_ref::<BuildError>().is_some_and(BuildError::is_of_the_files);
    is_settings || is_build || error.downcast_ref::<GlossaryError>().is_some()
}
