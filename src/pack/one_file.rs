//! The one file: an article with all that its pages need, as a single HTML document that opens from a disk, without a host and without
//! a network. Values in, text out; where the values come from is the business of `site` and `export`.

use super::document::escape;
use super::hash::{csp_source, integrity};
use super::prerender::render;
use super::scripts;
use super::shorten::stands_alone;
use super::site::ICON;
use super::style;
use crate::library::{Bundle, Word};
use crate::reading::{AddressForm, Links, Opened, Page, Route};
use crate::view::title;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use miette::Diagnostic;
use std::fmt::Write;
use std::sync::Arc;
use thiserror::Error;

/// What goes into it.
pub struct Parts<'a> {
    /// The script around it, as a site has it.
    pub script: &'a str,
    /// The module that wasm-bindgen has written, as a site has it.
    pub glue: &'a [u8],
    pub wasm: &'a [u8],
    /// The printer's style, as a site has it.
    pub print: &'a str,
    /// The publisher's own style; often empty.
    pub own_style: &'a str,
    /// Name and text of the edition's list.
    pub edition: (&'a str, &'a str),
    /// Names and texts of the article's bundles and their pictures, in every language.
    pub held: Vec<(&'a str, &'a str)>,
    /// The one with which the file begins: its name, and what it says.
    pub first: (&'a str, &'a Arc<Bundle>),
}

/// The glue is a module of another shape than the bundler writes, so it cannot be made a function.
#[derive(Clone, Debug, PartialEq, Eq, Error, Diagnostic)]
#[error("the reader's glue cannot go into one file: {found}")]
#[diagnostic(help(
    "the glue must be what esbuild writes with --minify --format=esm, and export default, hydrate and mount; see tools/pack"
))]
pub struct GlueError {
    found: String,
}

/// How hard the wasm is packed, 0 to 10; above 9 it takes twice as long for a thousandth.
const EFFORT: u8 = 9;

/// The document. It begins with the article itself, so that it can be read where scripts are not run: in the preview of a mail, say.
pub fn one_file(parts: &Parts) -> Result<String, GlueError> {
    let (bundle, first) = parts.first;
    let (edition, list) = parts.edition;
    let route = Route::new(&first.language_prefix(), Page::Article(first.article.id.clone()));
    let (path, to_root) = (route.path(), route.to_root());
    let glue = function(&String::from_utf8_lossy(parts.glue))?;
    let script = scripts::one_file(parts.script, &to_root, bundle, &glue);
    let style = format!("{}{}@media print {{\n{}}}\n", style::framed(), parts.own_style, parts.print);
    // Scripts and styles that are here, pictures that are here, and nothing else: no address can be asked for anything.
    let policy = format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; img-src data:; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
        csp_source(&script),
        csp_source(&style)
    );
    let opened = Opened::new(route, Arc::clone(first));
    let title = escape(&title(&opened));
    let content = render(opened, Links { root: String::new(), form: AddressForm::Hash });
    let mut held = String::new();
    for (name, json) in parts.held.iter().chain([&(edition, list)]) {
        let _ = writeln!(held, r#"<script type="application/json" id="{name}">{}</script>"#, in_script(json));
    }
    let packed = STANDARD.encode(miniz_oxide::deflate::compress_to_vec_zlib(parts.wasm, EFFORT));
    Ok(format!(
        r##"<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="description" content="{description}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:image/svg+xml;base64,{icon}" type="image/svg+xml">
<style>{style}</style>
<script>{script}</script>
</head>
<body>
<div id="_app" data-route="{path}" data-address="hash" data-edition="{id} {edition} {list_integrity}">{content}</div>
<p id="_failed" class="notice" role="status" hidden>{failed} <a href="">{reload}</a></p>
{held}<script type="application/octet-stream" id="_wasm">{packed}</script>
</body>
</html>
"##,
        lang = first.article.lang,
        id = first.site.edition,
        description = escape(&first.article.standfirst),
        icon = STANDARD.encode(ICON),
        list_integrity = integrity(list.as_bytes()),
        failed = &first.words[Word::ReaderFailed],
        reload = &first.words[Word::Reload],
    ))
}

/// JSON as it may stand in a script element: the same value, with nothing in it that could end the element or begin a comment.
fn in_script(json: &str) -> String {
    json.replace('<', "\\u003c")
}

/// The module as the body of a function that returns what the module exports. What a module may do and a script may not is gone.
fn function(module: &str) -> Result<String, GlueError> {
    let wrong = |found: String| GlueError { found };
    let (body, exports) = module
        .trim_end()
        .strip_suffix(';')
        .unwrap_or(module.trim_end())
        .strip_suffix('}')
        .and_then(|module| module.rsplit_once("export{"))
        .ok_or_else(|| wrong("it does not end in one `export{…}`".into()))?;
    // `Y as default` and `hydrate`, as properties.
    let named = |export: &str| {
        let (value, name) = export.split_once(" as ").unwrap_or((export, export));
        format!("{name}:{value}")
    };
    let exports = exports.split(',').map(str::trim).map(named).collect::<Vec<_>>();
    for name in ["default:", "hydrate:", "mount:"] {
        if !exports.iter().any(|export| export.starts_with(name)) {
            return Err(wrong(format!("it exports {exports:?}, and not {name}")));
        }
    }
    // Where the wasm lies beside the module, which the script never asks.
    let body = body.replace("import.meta.url", "location.href");
    for word in ["import", "export", "</script", "<script", "<!--"] {
        if let Some((at, _)) = body.match_indices(word).find(|(at, _)| word.starts_with('<') || stands_alone(&body, *at, word.len())) {
            let around: String = body[at..].chars().take(40).collect();
            return Err(wrong(format!("it says `{around}`")));
        }
    }
    Ok(format!("{body}return{{{}}}", exports.join(",")))
}

/// Where the file lies in a site: beside the article's page, under a name that stays.
pub fn one_file_path(bundle: &Bundle) -> String {
    let from_root = Links { root: String::new(), form: AddressForm::Path };
    from_root.to_copy(&bundle.language_prefix(), &bundle.article.id).expect("a site that is no one file has it as a file")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_becomes_a_function_that_returns_its_exports() {
        let module = "var a=b.exports;u=new URL(\"x\",import.meta.url);export{Y as default,k as hydrate,mount};\n";
        assert_eq!(function(module).unwrap(), "var a=b.exports;u=new URL(\"x\",location.href);return{default:Y,hydrate:k,mount:mount}");
    }

    #[track_caller]
    fn check_refused(module: &str, found: &str) {
        let error = function(module).unwrap_err();
        assert!(error.found.contains(found), "{error}");
    }

    #[test]
    fn a_module_of_another_shape_is_refused_with_what_was_found() {
        check_refused("export default 1;", "export{");
        check_refused("a;export{Y as default,k as hydrate};", "mount");
        check_refused("import{a}from\"b\";export{Y as default,k as hydrate,x as mount};", "import{a}");
        check_refused("export const a=1;export{Y as default,k as hydrate,x as mount};", "export const");
        check_refused("a=\"</script>\";export{Y as default,k as hydrate,x as mount};", "</script>");
        check_refused("a=b<!--c;export{Y as default,k as hydrate,x as mount};", "<!--c");
    }

    #[test]
    fn json_in_an_element_is_the_same_json_and_cannot_leave_it() {
        let text = "</script><!-- <script> & \u{2028} \\ \"";
        let json = in_script(&serde_json::to_string(text).unwrap());
        assert!(!json.contains('<'));
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
