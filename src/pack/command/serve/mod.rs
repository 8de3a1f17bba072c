//! `offprint serve`: a site as browsers see it, on this machine, while it is being written.
//!
//! What is answered is `answering`'s business; when something has changed, `watching`'s.

mod answering;
mod watching;

use super::super::build::build;
use super::super::output::is_site;
use super::super::sources::sources;
use super::telling::{Teller, failed, passed_over, plain};
use super::{End, Reading};
use crate::pack::ReaderFiles;
use clap::Args;
use miette::{Result, miette};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use tempfile::TempDir;
use tokio::sync::watch;
use watching::Watching;

const EXAMPLES: &str = "\
Examples:
  offprint serve site                a site as `build` has left it
  offprint serve notices             built out of its sources, and anew when one changes; open pages follow
  offprint serve report.md --open    shown in the browser at once

The first line of the standard output is the address. Ctrl-C ends it.";

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Serve {
    #[command(flatten)]
    reading: Reading,
    /// Port to listen on; 0 takes any that is free.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Address to listen on; 0.0.0.0 shows the site to everybody in the network.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    host: String,
    /// Opens the site in the browser.
    #[arg(long)]
    open: bool,
    /// Folder with a compiled reader, instead of the one in this command.
    #[arg(long, value_name = "DIR")]
    reader: Option<PathBuf>,
}

impl Serve {
    pub fn run(self, json: bool) -> Result<End> {
        let listener = self.listener()?;
        let address = format!("http://{}/", plain(listener.local_addr())?);
        // Before the first build: whoever asks sooner waits for it.
        println!("{}", if json { serde_json::json!({ "address": address }).to_string() } else { address.clone() });
        let Serve { reading, open: opens, reader, .. } = self;
        // Removed with all that is in it when this function ends.
        let folder;
        let routes = match reading.sources.as_slice() {
            [site] if is_site(site) => answering::site(site),
            _ => {
                let reader = ReaderFiles::chosen(reader.as_deref())?;
                folder = plain(tempfile::Builder::new().prefix(".offprint-").tempdir())?;
                answering::draft(Writing { reading, reader, json, folder: folder.path().to_owned() }.begin()?)
            }
        };
        if opens {
            open(&address);
        }
        plain(answering::until_interrupted(listener, routes))?;
        Ok(End::Well)
    }

    fn listener(&self) -> Result<TcpListener> {
        let Serve { host, port, .. } = self;
        let help = "name another with --port; --port 0 takes any that is free";
        TcpListener::bind((host.as_str(), *port)).map_err(|error| miette!(help = help, "port {port} of {host} cannot be had: {error}"))
    }
}

/// A site that is built again and again out of sources that are being written.
struct Writing {
    reading: Reading,
    reader: ReaderFiles,
    json: bool,
    /// Where each build gets a folder of its own, so that nobody sees one that is half there.
    folder: PathBuf,
}

struct Built {
    site: TempDir,
    articles: usize,
    is_whole: bool,
}

impl Writing {
    /// Builds the site, and from then on anew after every change. What comes out is the folder of the last good one.
    fn begin(self) -> Result<watch::Receiver<Arc<TempDir>>> {
        let mut watching = plain(Watching::begin(&self.reading.sources).map_err(std::io::Error::other))?;
        watching.also(&self.reading.settings()?.files(self.reading.settings_file()));
        let first = self.build(&mut self.teller())?;
        let (shown, draft) = watch::channel(Arc::new(first.site));
        std::thread::spawn(move || {
            while let Some(changed) = watching.changed() {
                self.build_after(&changed, &shown);
                if let Ok(settings) = self.reading.settings() {
                    watching.also(&settings.files(self.reading.settings_file()));
                }
            }
        });
        Ok(draft)
    }

    fn build_after(&self, changed: &[PathBuf], shown: &watch::Sender<Arc<TempDir>>) {
        let mut teller = self.teller();
        let names: Vec<String> = changed.iter().map(|path| path.display().to_string()).collect();
        teller.line(&format!("changed: {}", names.join(", ")));
        match self.build(&mut teller) {
            Ok(Built { site, articles, is_whole: true }) => {
                teller.line(&format!("built anew: {}", super::telling::counted(articles, "article", "articles")));
                shown.send_replace(Arc::new(site));
            }
            Ok(_) => teller.line("the site is shown as it was before"),
            Err(error) => {
                failed(&error, self.json);
                teller.line("the site is shown as it was before");
            }
        }
    }

    fn build(&self, teller: &mut Teller) -> Result<Built> {
        let settings = self.reading.settings()?;
        let sources = sources(&self.reading.sources)?;
        passed_over(&sources, teller);
        let site = plain(TempDir::new_in(&self.folder))?;
        let built = build(&sources, &settings, &self.reader, &site.path().join(answering::SITE), teller)?;
        teller.summary();
        Ok(Built { site, articles: built.articles, is_whole: teller.errors == 0 })
    }

    fn teller(&self) -> Teller {
        Teller::new(self.json, self.reading.quiet)
    }
}

/// Asks the system to show an address. Who has no browser has read it already.
fn open(address: &str) {
    let program = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ => "xdg-open",
    };
    let _ = Command::new(program).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
}
