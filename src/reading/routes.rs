//! Routes: every page's path, relative to the root of the site. One function each way, and they agree.

use crate::article::is_id;

/// An address within the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The first part of a translation's paths, `en`; empty for the original language.
    pub language: String,
    pub page: Page,
    /// Id of the section or block to show.
    pub anchor: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    Front,
    Article(String),
    About,
}

impl Route {
    pub fn new(language: &str, page: Page) -> Self {
        Route { language: language.to_owned(), page, anchor: None }
    }

    pub fn at(self, anchor: &str) -> Self {
        Route { anchor: Some(anchor.to_owned()), ..self }
    }

    /// `en/a/qinyuan/#grid`: no leading slash, a trailing one for every page but the front.
    pub fn path(&self) -> String {
        let mut path = String::new();
        if !self.language.is_empty() {
            path.push_str(&self.language);
            path.push('/');
        }
        match &self.page {
            Page::Front => {}
            Page::Article(id) => {
                path.push_str("a/");
                path.push_str(id);
                path.push('/');
            }
            Page::About => path.push_str("about/"),
        }
        if let Some(anchor) = &self.anchor {
            path.push('#');
            path.push_str(anchor);
        }
        path
    }

    /// The route of a path. Spellings that static hosts take for the same page are too: `a/x`, `a/x/`, `a/x/index.html`; a query is passed over.
    pub fn parse(path: &str) -> Option<Self> {
        let (path, anchor) = match path.split_once('#') {
            Some((path, anchor)) => (path, Some(anchor).filter(|anchor| is_id(anchor))),
            None => (path, None),
        };
        let path = path.split('?').next().unwrap_or_default();
        let path = path.strip_suffix("index.html").filter(|rest| rest.is_empty() || rest.ends_with('/')).unwrap_or(path);
        let path = path.strip_suffix('/').unwrap_or(path);
        let parts: Vec<&str> = if path.is_empty() { Vec::new() } else { path.split('/').collect() };
        let (language, parts) = match parts.as_slice() {
            [first, rest @ ..] if is_language_prefix(first) => (*first, rest),
            parts => ("", parts),
        };
        let page = match parts {
            [] => Page::Front,
            ["a", id] if is_id(id) => Page::Article((*id).to_owned()),
            ["about"] => Page::About,
            _ => return None,
        };
        Some(Route { language: language.to_owned(), page, anchor: anchor.map(str::to_owned) })
    }

    /// `../../`: from the page's folder up to the root of the site; `./` from the root itself.
    pub fn to_root(&self) -> String {
        let depth = self.path().split('#').next().unwrap_or_default().matches('/').count();
        if depth == 0 { "./".to_owned() } else { "../".repeat(depth) }
    }
}

/// A language tag in lower case. No page has a first part of that form: a tag starts with two or three letters and nothing else.
fn is_language_prefix(part: &str) -> bool {
    matches!(part.split('-').next().map(str::len), Some(2 | 3))
        && crate::article::is_language_tag(part)
        && !part.bytes().any(|b| b.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pages() -> impl Strategy<Value = Page> {
        prop_oneof![Just(Page::Front), Just(Page::About), "[a-z][a-z0-9]{0,9}(-[a-z0-9]{1,9}){0,3}".prop_map(Page::Article)]
    }

    proptest! {
        #[test]
        fn a_route_comes_back_from_its_path(
            language in "|en|zh-hant-tw|[a-z]{2,3}",
            page in pages(),
            anchor in proptest::option::of("[a-z][a-z0-9]{0,9}(-[a-z0-9]{1,9}){0,3}"),
        ) {
            let route = Route { language, page, anchor };
            prop_assert_eq!(Route::parse(&route.path()), Some(route));
        }

        #[test]
        fn any_path_is_a_route_or_not_and_a_route_is_stable(path in "[ -~]{0,40}|(en/)?(a|about|x)/.{0,20}") {
            if let Some(route) = Route::parse(&path) {
                prop_assert_eq!(Route::parse(&route.path()), Some(route));
            }
        }
    }

    #[track_caller]
    fn check(path: &str, expected: Option<&str>) {
        assert_eq!(Route::parse(path).map(|route| route.path()).as_deref(), expected, "{path}");
    }

    #[test]
    fn spellings_of_one_page_are_one_route() {
        for path in ["a/qinyuan", "a/qinyuan/", "a/qinyuan/index.html", "a/qinyuan/?q=x"] {
            check(path, Some("a/qinyuan/"));
        }
        check("index.html", Some(""));
        check("en/index.html#grid", Some("en/#grid"));
        check("en", Some("en/"));
    }

    #[test]
    fn what_is_no_page_is_no_route() {
        for path in ["a", "a/", "a/Qin", "a/x/y", "about/x", "//", "a//x", "../a/x", "EN/", "a/xindex.html/b", "english/about/"] {
            check(path, None);
        }
    }

    #[test]
    fn an_anchor_that_is_no_id_is_dropped() {
        check("a/x/#_main", Some("a/x/"));
        check("a/x/#%E6%B2%81", Some("a/x/"));
    }

    #[test]
    fn the_root_is_as_many_folders_up_as_the_path_is_deep() {
        assert_eq!(Route::new("", Page::Front).to_root(), "./");
        assert_eq!(Route::new("en", Page::Article("x".into())).at("grid").to_root(), "../../../");
    }
}
