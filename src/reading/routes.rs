//! Routes: every page's address, relative to the root of the site. One function each way, and they agree.

use super::percent;
use crate::article::is_id;

/// An address within the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The first part of a translation's paths, `en`; empty for the original language.
    pub language: String,
    pub page: Page,
    pub params: Params,
    /// Id of the section or block to show.
    pub anchor: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    Front,
    Article(String),
    Topics,
    Topic(String),
    Numbers,
    Search,
    About,
    Shelf,
}

/// What stands behind the `?`: how a page is shown. Every page is there without it. Each is empty when it is not given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Params {
    /// `q`: what is looked for; on an article it is marked.
    pub query: String,
    /// `side`: the language shown beside the page's own, as the first part of its paths or as the tag of the original.
    pub side: String,
    /// `sort.projects=-2&find.projects=…`: what tables show, as their script has written it. The page is the same.
    pub tables: String,
}

impl Params {
    /// Whether a page looks the same by both, but for what its tables show: that is their script's business.
    pub fn show_as(&self, other: &Params) -> bool {
        self.query == other.query && self.side == other.side
    }
}

impl Route {
    pub fn new(language: &str, page: Page) -> Self {
        Route { language: language.to_owned(), page, params: Params::default(), anchor: None }
    }

    pub fn at(self, anchor: &str) -> Self {
        Route { anchor: Some(anchor.to_owned()), ..self }
    }

    pub fn asking(mut self, query: &str) -> Self {
        self.params.query = query.to_owned();
        self
    }

    pub fn beside(mut self, side: &str) -> Self {
        self.params.side = side.to_owned();
        self
    }

    /// Whether both lead to the same page, shown in the same way, wherever on it.
    pub fn is_same_page(&self, other: &Route) -> bool {
        self.language == other.language && self.page == other.page && self.params.show_as(&other.params)
    }

    /// `en/a/qinyuan/`: the folder of the page's file. No leading slash, a trailing one for every page but the front.
    pub fn folder(&self) -> String {
        let mut path = String::new();
        let mut add = |part: &str| {
            path.push_str(part);
            path.push('/');
        };
        if !self.language.is_empty() {
            add(&self.language);
        }
        match &self.page {
            Page::Front => {}
            Page::Article(id) => {
                add("a");
                add(id);
            }
            Page::Topic(id) => {
                add("t");
                add(id);
            }
            Page::Topics => add("topics"),
            Page::Numbers => add("numbers"),
            Page::Search => add("search"),
            Page::About => add("about"),
            Page::Shelf => add("shelf"),
        }
        path
    }

    /// `en/a/qinyuan/?q=grid#small-grids`: the folder with all that stands behind it.
    pub fn path(&self) -> String {
        let mut path = self.folder();
        let Params { query, side, tables } = &self.params;
        let mut before = '?';
        for (name, value) in [("q", query), ("side", side)] {
            if !value.is_empty() {
                path.push(before);
                path.push_str(name);
                path.push('=');
                percent::encode(value, &mut path);
                before = '&';
            }
        }
        if !tables.is_empty() {
            path.push(before);
            path.push_str(tables);
        }
        if let Some(anchor) = &self.anchor {
            path.push('#');
            path.push_str(anchor);
        }
        path
    }

    /// The route of a path. Spellings that static hosts take for the same page are too: `a/x`, `a/x/`, `a/x/index.html`; parameters that
    /// no page has are passed over.
    pub fn parse(path: &str) -> Option<Self> {
        let (path, anchor) = path.split_once('#').unwrap_or((path, ""));
        let (path, given) = path.split_once('?').unwrap_or((path, ""));
        let mut params = Params::default();
        for part in given.split('&') {
            let Some((name, value)) = part.split_once('=') else { continue };
            let param = match name {
                "q" => &mut params.query,
                "side" => &mut params.side,
                // The table's name stands behind the dot.
                _ if name.contains('.') => {
                    if !params.tables.is_empty() {
                        params.tables.push('&');
                    }
                    params.tables.push_str(part);
                    continue;
                }
                _ => continue,
            };
            *param = percent::decode(value);
        }
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
            ["t", id] if is_id(id) => Page::Topic((*id).to_owned()),
            ["topics"] => Page::Topics,
            ["numbers"] => Page::Numbers,
            ["search"] => Page::Search,
            ["about"] => Page::About,
            ["shelf"] => Page::Shelf,
            _ => return None,
        };
        Some(Route { language: language.to_owned(), page, params, anchor: is_id(anchor).then(|| anchor.to_owned()) })
    }

    /// `../../`: from the page's folder up to the root of the site; `./` from the root itself.
    pub fn to_root(&self) -> String {
        let depth = self.folder().matches('/').count();
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
        let id = "[a-z][a-z0-9]{0,9}(-[a-z0-9]{1,9}){0,3}";
        let one_of_a_kind = [Page::Front, Page::Topics, Page::Numbers, Page::Search, Page::About, Page::Shelf];
        prop_oneof![proptest::sample::select(one_of_a_kind.to_vec()), id.prop_map(Page::Article), id.prop_map(Page::Topic)]
    }

    fn params() -> impl Strategy<Value = Params> {
        let tables = "|sort\\.[a-z]{1,9}=-?[1-9](&find\\.[a-z]{1,9}=[%0-9A-Za-z+]{1,9})?";
        (".{0,12}", "|en|zh-hans", tables).prop_map(|(query, side, tables)| Params { query, side, tables })
    }

    proptest! {
        #[test]
        fn a_route_comes_back_from_its_path(
            language in "|en|zh-hant-tw|[a-z]{2,3}",
            page in pages(),
            params in params(),
            anchor in proptest::option::of("[a-z][a-z0-9]{0,9}(-[a-z0-9]{1,9}){0,3}"),
        ) {
            let route = Route { language, page, params, anchor };
            prop_assert_eq!(Route::parse(&route.path()), Some(route));
        }

        #[test]
        fn any_path_is_a_route_or_not_and_a_route_is_stable(path in "[ -~]{0,40}|(en/)?(a|t|about|x)/.{0,20}|search/\\?q=[%0-9a-f+]{0,12}") {
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
        for path in ["a/qinyuan", "a/qinyuan/", "a/qinyuan/index.html", "a/qinyuan/?from=elsewhere"] {
            check(path, Some("a/qinyuan/"));
        }
        check("index.html", Some(""));
        check("en/index.html#grid", Some("en/#grid"));
        check("en", Some("en/"));
    }

    #[test]
    fn a_query_is_read_as_forms_and_people_write_it() {
        check("search/?q=%E7%BD%91%E6%A0%BC", Some("search/?q=%E7%BD%91%E6%A0%BC"));
        check("search?q=网格", Some("search/?q=%E7%BD%91%E6%A0%BC"));
        check("search/?q=small+grids&x=1", Some("search/?q=small+grids"));
        check("a/x/?side=en&q=1%2B1#grid", Some("a/x/?q=1%2B1&side=en#grid"));
        check("a/x/?sort.b=-2&q=1&x=1&find.b=%E7%BE%8A#b", Some("a/x/?q=1&sort.b=-2&find.b=%E7%BE%8A#b"));
        check("search/?q=", Some("search/"));
        check("search/?q=%E7%BD", Some("search/?q=%EF%BF%BD"));
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
