//! How a route is written as the `href` of a link.

use super::{Page, Route};

/// What every link of a page starts with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    /// The root of the site as seen from the page: `../../` in packed pages, absolute in the browser.
    pub root: String,
    pub form: AddressForm,
}

/// Where the address of a page is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressForm {
    /// In the path: every page is a file.
    Path,
    /// Behind `#/`, in the one file that there is.
    Hash,
    /// Nowhere: a file that the reader has opened is no page of any site.
    Memory,
    /// Nowhere either: in a frame, the page around it keeps its own address, title and history.
    Frame,
}

impl AddressForm {
    /// As the page names it; a path when it does not say.
    pub fn named(name: &str) -> Self {
        match name {
            "hash" => AddressForm::Hash,
            "memory" => AddressForm::Memory,
            "frame" => AddressForm::Frame,
            _ => AddressForm::Path,
        }
    }
}

/// Name of the one file that holds all of an article, in the folder of the article's page.
const ONE_FILE: &str = "one.html";

impl Links {
    pub fn to(&self, route: &Route) -> String {
        match self.form {
            // Where no address is shown, links can still be copied and opened elsewhere: they lead to the full site.
            AddressForm::Path | AddressForm::Memory | AddressForm::Frame => format!("{}{}", self.root, route.path()),
            AddressForm::Hash => format!("#/{}", route.path()),
        }
    }

    /// To a section or block of the page that shows the link.
    pub fn within(&self, route: &Route, anchor: &str) -> String {
        match self.form {
            AddressForm::Path => format!("#{anchor}"),
            AddressForm::Hash | AddressForm::Memory | AddressForm::Frame => self.to(&route.clone().at(anchor)),
        }
    }

    /// The file that holds all of an article and begins in a language, for those who want a copy. Only a page of a site has one beside it: neither that file itself
    /// nor an article that the reader has opened from their own disk.
    pub fn to_copy(&self, language: &str, article: &str) -> Option<String> {
        let page = Route::new(language, Page::Article(article.to_owned()));
        (self.form == AddressForm::Path).then(|| self.to(&page) + ONE_FILE)
    }

    /// The route of an absolute `href`, if it leads to a page of this site.
    pub fn route(&self, href: &str, here: &str) -> Option<Route> {
        match self.form {
            AddressForm::Path | AddressForm::Memory | AddressForm::Frame => Route::parse(href.strip_prefix(&self.root)?),
            AddressForm::Hash => {
                let document = here.split('#').next().unwrap_or_default();
                Route::parse(href.strip_prefix(document)?.strip_prefix("#/")?)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_back_to_its_route_in_every_form() {
        let root = "https://example.org/x/";
        let here = "https://example.org/x/one.html#/about/";
        for form in [AddressForm::Path, AddressForm::Hash, AddressForm::Memory, AddressForm::Frame] {
            let links = Links { root: root.into(), form };
            let route = Route::new("en", Page::Article("qinyuan".into())).at("grid");
            let href = links.to(&route);
            let absolute = if form == AddressForm::Hash { format!("https://example.org/x/one.html{href}") } else { href };
            assert_eq!(links.route(&absolute, here), Some(route), "{form:?}");
            let copy = (form == AddressForm::Path).then(|| "https://example.org/x/en/a/qinyuan/one.html".to_owned());
            assert_eq!(links.to_copy("en", "qinyuan"), copy, "{form:?}");
            assert_eq!(links.route("https://elsewhere.example/x/about/", here), None, "{form:?}");
        }
    }
}
