//! The reader in a browser: a session, the loading of pages, and, behind `browser`, the only door to the web's APIs.

pub mod browser;
mod loading;
mod session;

use crate::library::Bundle;
use crate::reading::{Links, Opened, Route};
use crate::view::{Shell, title};
use browser::{Host, from_json};
use leptos::prelude::*;
use session::Session;
use std::sync::Arc;

/// How the reader gets hold of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takeover {
    /// By hydration: the packed elements stay, and with them selection, focus, scroll and typed text.
    Hydrate,
    /// By building the page anew and putting it in the place of the packed one: where hydration has failed, and where what was packed is
    /// another page, as a shell is, or the shelf for a file that is opened there.
    Mount,
}

/// Takes over the page. `bundle` is the page's bundle as text, `root` the absolute address of the site's root.
///
/// Returns an error, with the page as it was, when the bundle cannot be read. A page that does not match its bundle
/// ends hydration in a trap, which the boot file answers with a fresh instance and [`Takeover::Mount`].
pub fn start(bundle: &str, root: &str, takeover: Takeover) -> Result<(), String> {
    let host = Host::find().ok_or("the page has no element for the reader")?;
    let bundle: Bundle = from_json(bundle).map_err(|error| format!("the page's bundle: {error}"))?;
    let links = Arc::new(Links { root: root.to_owned(), form: host.address_form() });
    let here = browser::location();
    let route =
        host.route().map_or_else(|| links.route(&here, &here), |route| Route::parse(&route)).ok_or("the page's route leads nowhere")?;
    let opened = Opened::new(route, Arc::new(bundle));
    // A shell's title is the site's.
    if host.route().is_none() {
        browser::set_title(&title(&opened));
    }

    let typed = browser::typed_before();
    // Signals live as long as the page does: nothing ever unmounts the reader.
    let owner = Owner::new();
    owner.set();
    let session = Session::new(opened, links.clone(), host.edition());
    let live = session.live();
    let shell = move || view! { <Shell opened=session.opened() links live/> };
    match takeover {
        Takeover::Hydrate => leptos::mount::hydrate_from(host.element(), shell).forget(),
        Takeover::Mount => {
            let fresh = host.empty_twin();
            leptos::mount::mount_to(fresh.clone(), shell).forget();
            host.replace_with(&fresh);
        }
    }
    std::mem::forget(owner);
    session.begin(live, typed);
    Ok(())
}
