//! What a site offers to other sites: code that works where it is pasted, and a page that shows it.

use serde_json::json;

use crate::built::dist;
use crate::fixtures::{Folder, page};
use crate::harness::{Browser, check};
use crate::options::{Chromium, Options};
use crate::server::Site;

/// Opens the place with the code, and waits until its preview has come to its height.
async fn open_code(b: &Browser, site: &Site, about: &str) {
    b.open(&site.url(about)).await;
    b.ready().await;
    b.click("#_share > summary").await;
    b.until("document.querySelector('#_share textarea')?.value.includes('height=\"auto ')").await;
}

async fn choose(b: &Browser, name: &str, value: &str) {
    let select = format!("document.querySelector('#_share select[name={name}]')");
    b.js(&format!("({select}.value = {value:?}, {select}.dispatchEvent(new Event('change', {{ bubbles: true }})))")).await;
}

/// Further steps happen in the frame of an embed.
async fn enter(b: &Browser, embed: &str) {
    let frame = format!("document.querySelector({embed:?})?.shadowRoot?.querySelector('iframe')");
    b.until(&frame).await;
    let frame = b.session.execute(format!("return {frame}"), vec![]).await.unwrap();
    frame.element().unwrap().enter_frame().await.unwrap();
}

/// The codes in their order: tag, frame, link, quotation.
async fn codes(b: &Browser) -> Vec<String> {
    serde_json::from_value(b.js("[...document.querySelectorAll('#_share textarea')].map(code => code.value)").await).unwrap()
}

#[test]
fn code_from_the_about_page_works_where_it_is_pasted() {
    let site = Site::serve(dist(), "/any/depth/");
    for (about, lang, title) in [("about/", "zh-Hans", "沁源"), ("en/about/", "en", "Qinyuan")] {
        let mut pasted = Vec::new();
        check(Chromium::desktop(), async |b| {
            open_code(b, &site, about).await;
            let whole = codes(b).await;
            choose(b, "section", "governance").await;
            choose(b, "theme", "dark").await;
            // The preview shows the section alone, and the code keeps as much room as it has come to need.
            b.until("document.querySelector('#_share textarea').value.match(/section=\"governance\" theme=\"dark\" height=\"auto /)").await;
            enter(b, "#_share offprint-article").await;
            b.until("document.documentElement.dataset.theme == 'dark' && document.querySelector('#governance').checkVisibility()").await;
            b.until("!document.querySelector('article .standfirst').checkVisibility()").await;
            b.leave_frames().await;
            pasted = vec![codes(b).await[0].clone(), whole[1].clone(), whole[2].clone(), whole[3].clone()];
        });
        assert!(pasted[0].contains(&site.url("embed.js")), "{pasted:?}");
        let host = Folder::with(&[("index.html", page(&pasted.concat()))]);
        let around = Site::serve(host.path(), "/");
        check(Chromium::desktop(), async |b| {
            b.open(&around.url("")).await;
            enter(b, "offprint-article").await;
            b.ready().await;
            assert_eq!(b.js("[document.documentElement.lang, document.documentElement.dataset.theme]").await, json!([lang, "dark"]));
            b.leave_frames().await;
            let given = b.js("Number(document.querySelector('offprint-article').height.match(/\\d+/)[0])").await.as_f64().unwrap();
            assert!(given > 200.0, "{given}");
            b.enter_frame("iframe[loading=lazy]").await;
            b.ready().await;
            b.shows("h1", title).await;
            b.leave_frames().await;
            let cited = b.js("document.querySelector('blockquote').cite").await.as_str().unwrap().to_owned();
            assert_eq!(b.js("document.querySelector('blockquote a').href").await, cited);
            let words = b.js("document.querySelector('blockquote p').innerText").await;
            // The passage is where the quotation says, and has its words, without the signs that lead from it.
            b.open(&cited).await;
            b.ready().await;
            b.until("document.querySelector(':target')").await;
            b.js("document.querySelectorAll(':target :is(.note-mark, .here)').forEach(sign => sign.remove())").await;
            assert_eq!(b.js("document.querySelector(':target').innerText.trim()").await, words);
        });
    }
}

#[test]
fn isolated_code_says_so_in_tag_and_frame() {
    let site = Site::serve(dist(), "/");
    check(Chromium::desktop(), async |b| {
        open_code(b, &site, "about/").await;
        choose(b, "isolation", "strict").await;
        choose(b, "height", "600px").await;
        b.until("document.querySelector('#_share textarea').value.includes('height=\"600px\" isolation=\"strict\"')").await;
        let codes = codes(b).await;
        assert!(codes[1].contains("one.html?embed\" sandbox=\"allow-scripts allow-forms allow-popups"), "{}", codes[1]);
        enter(b, "#_share offprint-article").await;
        b.ready().await;
        assert_eq!(b.js("origin").await, "null");
    });
}

#[test]
fn a_copied_code_is_in_the_clipboard() {
    let site = Site::serve(dist(), "/");
    check(Chromium::desktop(), async |b| {
        let may = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"], "origin": site.origin() });
        b.cdp("Browser.grantPermissions", may).await;
        open_code(b, &site, "about/").await;
        b.click("#_share .actions button").await;
        b.shows("#_share .actions [role=status]", "已复制").await;
        assert_eq!(b.js("navigator.clipboard.readText()").await, codes(b).await[0].as_str());
    });
}

#[test]
fn axe_finds_nothing_where_the_code_is() {
    for options in [Chromium::desktop(), Chromium::phone().dark()] {
        let site = Site::serve(dist(), "/");
        check(options, async |b| {
            open_code(b, &site, "about/").await;
            assert_eq!(b.axe().await, Vec::<String>::new());
        });
    }
}

#[test]
fn the_demo_shows_every_kind_of_embed_under_a_policy_of_its_own() {
    for (demo, options) in [("embed-demo/", Chromium::desktop()), ("en/embed-demo/", Chromium::phone().dark())] {
        shows_every_kind(demo, options);
    }
}

fn shows_every_kind(demo: &str, options: Options) {
    let site = Site::serve(dist(), "/any/depth/");
    check(options, async |b| {
        b.open(&site.url(demo)).await;
        let embeds = ".news offprint-article, .night offprint-article, offprint-search, .search offprint-article, .poster offprint-article, \
                      .strict offprint-article";
        let many = b.js(&format!("document.querySelectorAll({embeds:?}).length")).await;
        assert_eq!(many, 6);
        for (index, part) in [".news", ".night", ".search offprint-search +", ".poster", ".strict"].into_iter().enumerate() {
            b.js(&format!("document.querySelectorAll('section')[{index}].scrollIntoView()")).await;
            enter(b, &format!("{part} offprint-article")).await;
            b.ready().await;
            b.leave_frames().await;
        }
        assert_eq!(b.axe().await, Vec::<String>::new());
    });
}
