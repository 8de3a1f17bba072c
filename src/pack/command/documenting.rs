//! `offprint completions` and `offprint man`: what shells and manuals want to know of the command, out of its own types.

use super::telling::{plain, print};
use super::{Arguments, End};
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use miette::Result;
use std::fs;
use std::path::PathBuf;

#[derive(Args)]
#[command(after_help = "Example:\n  offprint completions bash > ~/.local/share/bash-completion/completions/offprint")]
pub struct Completions {
    shell: Shell,
}

impl Completions {
    pub fn run(self) -> Result<End> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "offprint", &mut script);
        print(&String::from_utf8_lossy(&script))?;
        Ok(End::Well)
    }
}

#[derive(Args)]
#[command(after_help = "Examples:\n  offprint man | man -l -\n  offprint man --out ~/.local/share/man/man1")]
pub struct Man {
    /// Folder to write to: a page of the command, and one of each subcommand.
    #[arg(short, long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Man {
    pub fn run(self) -> Result<End> {
        match self.out {
            None => {
                let mut page = Vec::new();
                plain(clap_mangen::Man::new(Arguments::command()).render(&mut page))?;
                print(&String::from_utf8_lossy(&page))?;
            }
            Some(folder) => {
                plain(fs::create_dir_all(&folder))?;
                plain(clap_mangen::generate_to(Arguments::command(), &folder))?;
            }
        }
        Ok(End::Well)
    }
}
