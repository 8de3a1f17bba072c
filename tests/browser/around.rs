//! Somebody else's site, on an origin of its own, and what is to be seen there of the embeds on its pages (`tests/hosts`).

use serde_json::Value;
use std::future::Future;
use std::path::Path;
use thirtyfour::WebElement;

use crate::harness::{Browser, brief};
use crate::server::Site;

pub const HOSTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/hosts");

/// Serves the pages around, in which `{{site}}` is the address of this site.
pub fn around(site: &Site) -> Site {
    around_in(Path::new(HOSTS), site)
}

/// The same with pages out of another folder.
pub fn around_in(folder: &Path, site: &Site) -> Site {
    let address = site.url("");
    Site::serve(folder, "/").rewriting(".html", move |page| String::from_utf8_lossy(&page).replace("{{site}}", &address).into_bytes())
}

/// A file of those pages.
pub fn host_file(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(HOSTS).join(name)).unwrap_or_else(|why| panic!("tests/hosts/{name}: {why}"))
}

/// The frame within an embed, as an expression of the page around.
pub fn frame(id: &str) -> String {
    format!("document.getElementById('{id}').shadowRoot.querySelector('iframe')")
}

/// What an embed has told under a name, as an expression of the page around.
pub fn told(id: &str, name: &str) -> String {
    format!("told.filter(told => told.id == '{id}' && told.name == '{name}')")
}

/// How often a site was asked for a path with this in it.
pub fn asked(site: &Site, part: &str) -> usize {
    site.requests().iter().filter(|path| path.contains(part)).count()
}

impl Browser {
    /// Waits until the reader in an embed has started.
    #[track_caller]
    pub fn embedded(&self, id: &str) -> impl Future<Output = ()> {
        self.until_owned(format!("{}.length", told(id, "ready")))
    }

    /// Further steps happen in an embed's frame, until `leave_frames`.
    #[track_caller]
    pub fn enter_embed(&self, id: &str) -> impl Future<Output = ()> {
        self.step(format!("enter the embed {id}"), async move {
            self.wait(async || self.frame_of(id).await?.enter_frame().await.map_err(brief)).await
        })
    }

    /// Opens a page around, and waits for the readers in these embeds. Not for the page's load event: now and then WebKitGTK never fires it
    /// where several frames load the same modules, though all of them are there.
    #[track_caller]
    pub fn open_around(&self, host: &Site, page: &str, ids: &[&str]) -> impl Future<Output = ()> {
        let url = host.url(page);
        let embedded: Vec<_> = ids.iter().map(|id| self.embedded(id)).collect();
        async move {
            self.set_off_to(&url).await;
            for embedded in embedded {
                embedded.await;
            }
        }
    }

    /// Clicks an element in an embed's frame. The page around is scrolled there first: drivers look no further than the frame, which is as
    /// high as its content.
    #[track_caller]
    pub fn click_in(&self, id: &str, css: &str) -> impl Future<Output = ()> {
        let middle =
            format!("(box => box && box.top + box.height / 2)(document.querySelector({})?.getBoundingClientRect())", Value::from(css));
        let bring = self.step(format!("bring {css} in {id} into view"), async move {
            self.wait(async || {
                self.frame_of(id).await?.enter_frame().await.map_err(brief)?;
                let middle = self.value(&middle).await;
                self.session.enter_default_frame().await.map_err(brief)?;
                let middle = middle?.as_f64().ok_or_else(|| "there is no such element".to_owned())?;
                let place = format!("{}.getBoundingClientRect().top + {middle}", frame(id));
                self.value(&format!("{place} > 80 && {place} < innerHeight - 80 || void scrollBy(0, {place} - innerHeight / 2)")).await
            })
            .await
        });
        let (enter, click, leave) = (self.enter_embed(id), self.click(css), self.leave_frames());
        async move {
            bring.await;
            enter.await;
            click.await;
            leave.await;
        }
    }

    /// Types into a field in an embed's frame, after a click: WebKit lets nothing but a hand bring the focus into a frame of another origin.
    #[track_caller]
    pub fn type_in(&self, id: &str, css: &str, text: &str) -> impl Future<Output = ()> {
        let (click, enter, type_into, leave) =
            (self.click_in(id, css), self.enter_embed(id), self.type_into(css, text), self.leave_frames());
        async move {
            click.await;
            enter.await;
            type_into.await;
            leave.await;
        }
    }

    /// The value of an expression in an embed's frame, once.
    #[track_caller]
    pub fn inside(&self, id: &str, expression: &str) -> impl Future<Output = Value> {
        let (enter, value, leave) = (self.enter_embed(id), self.js(expression), self.leave_frames());
        async move {
            enter.await;
            let value = value.await;
            leave.await;
            value
        }
    }

    /// Waits until an expression is truthy in an embed's frame.
    #[track_caller]
    pub fn until_inside(&self, id: &str, expression: &str) -> impl Future<Output = ()> {
        let (enter, until, leave) = (self.enter_embed(id), self.until(expression), self.leave_frames());
        async move {
            enter.await;
            until.await;
            leave.await;
        }
    }

    /// Waits until an embed is exactly as high as what its frame shows, and nothing in the frame scrolls.
    #[track_caller]
    pub fn fits(&self, id: &str) -> impl Future<Output = ()> {
        self.step(format!("see that {id} is as high as its content"), async move {
            self.wait(async || {
                let outside = self.value(&format!("(box => [box.height, box.width])({}.getBoundingClientRect())", frame(id))).await?;
                self.frame_of(id).await?.enter_frame().await.map_err(brief)?;
                let inside = self.value(INSIDE).await;
                self.session.enter_default_frame().await.map_err(brief)?;
                let inside = inside?;
                let fits = outside[0] == inside["content"] && inside["scrolls"] == false && outside[1] == inside["width"];
                if fits { Ok(()) } else { Err(format!("the frame is {outside}, and in it {inside}")) }
            })
            .await
        })
    }

    /// Waits until a tab has been opened beside this one, and goes on there. WebKit's driver tells them in an order of its own.
    #[track_caller]
    pub fn to_opened_tab(&self) -> impl Future<Output = ()> {
        self.step("go to the tab that was opened", async move {
            let here = self.session.window().await.map_err(brief)?;
            self.wait(async || {
                let tabs = self.session.windows().await.map_err(brief)?;
                let [other] = tabs.iter().filter(|tab| **tab != here).collect::<Vec<_>>()[..] else {
                    return Err(format!("there are {} tabs", tabs.len()));
                };
                self.session.switch_to_window(other.clone()).await.map_err(brief)
            })
            .await
        })
    }

    /// Closes this tab and goes on in the other.
    #[track_caller]
    pub fn close_tab(&self) -> impl Future<Output = ()> {
        self.step("close the tab", async move {
            self.session.close_window().await.map_err(brief)?;
            let tabs = self.session.windows().await.map_err(brief)?;
            let tab = tabs.first().ok_or("it was the last one")?;
            self.session.switch_to_window(tab.clone()).await.map_err(brief)
        })
    }

    /// What the viewport shows at points in CSS pixels: red, green, blue.
    #[track_caller]
    pub fn pixels(&self, points: Vec<(f64, f64)>) -> impl Future<Output = Vec<[u8; 3]>> {
        self.step("look at pixels", async move {
            let png = self.session.screenshot_as_png_base64().await.map_err(brief)?;
            let arguments = vec![Value::from(png), serde_json::to_value(points).expect("numbers are JSON")];
            let pixels = self.session.execute(PIXELS, arguments).await.map_err(brief)?;
            serde_json::from_value(pixels.json().clone()).map_err(|why| format!("{why}: {}", pixels.json()))
        })
    }

    /// It stands in a shadow tree, where the driver's own search does not look.
    async fn frame_of(&self, id: &str) -> Result<WebElement, String> {
        let frame = self.session.execute(format!("return {}", frame(id)), vec![]).await.map_err(brief)?;
        frame.element().map_err(brief)
    }

    #[track_caller]
    fn until_owned(&self, expression: String) -> impl Future<Output = ()> {
        self.step(format!("see that {expression}"), async move {
            self.wait(async || match self.value(&expression).await? {
                value if value.as_f64().is_some_and(|value| value > 0.0) => Ok(()),
                value => Err(format!("it is {value}; told: {}", self.value("told").await?)),
            })
            .await
        })
    }
}

/// The height of what the frame shows, its own, and whether anything would scroll.
const INSIDE: &str = "(root => ({ content: Math.ceil(document.body.getBoundingClientRect().height), width: root.clientWidth, \
    scrolls: root.scrollHeight > innerHeight || root.scrollWidth > innerWidth || innerHeight != root.clientHeight }))\
    (document.documentElement)";

const PIXELS: &str = "return (async (png, points) => { \
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(png), c => c.charCodeAt(0))], { type: 'image/png' })); \
    const context = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height }).getContext('2d'); \
    context.drawImage(image, 0, 0); \
    const scale = image.width / innerWidth; \
    return points.map(([x, y]) => [...context.getImageData(Math.round(x * scale), Math.round(y * scale), 1, 1).data].slice(0, 3)) \
})(...arguments)";
