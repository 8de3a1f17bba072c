//! 界面文字：简体中文。

use super::Messages;

pub const MESSAGES: Messages = Messages {
    autonym: "中文",
    read_in_this: "这一页有中文版",
    skip: "跳到正文",
    home: "封面",
    pages: "页面",
    article: "正文",
    about: "关于",
    contents: "目录",

    search: "在文中查找",
    search_hint: "在文中查找",
    hits: "查找结果",
    hits_one: "1处",
    hits_many: "{}处",
    hits_none: "文中没有“{}”。换个词，或者少写一两个字试试。",
    clear: "清除",

    start_reading: "开始阅读",
    minutes: "约{}分钟",
    based_on: "据{}{}报道写成",

    colophon: "来源与权利",
    source: "来源",
    source_note: "本文依据上述报道所载的事实另行写成，不转载原文。",
    rights: "权利",
    published: "发布",
    languages: "语言",
    edition: "版次",
    edition_note: "本版说明",
    about_offprint: "关于抽印本",
    about_offprint_text: "旧时期刊把一篇文章单独抽出印行，供作者分赠友人，叫作抽印本。这里把一篇文章做成一个网址：打开就能读，中英文都能查。",
    privacy: "不收集什么",
    privacy_text: "查找在你的设备上进行，不发往任何地方。没有账号，没有统计，没有来自别处的脚本；只在本机记下你选的外观。",
    note: "注",
    back_to_text: "回到正文",
    done: "已完成",
    not_done: "未完成",

    theme: "外观",
    theme_auto: "随设备",
    theme_light: "亮",
    theme_dark: "暗",

    lost: "没有这一页",
    lost_text: "地址可能写错了，或者这一页已经不在。可以从封面重新找起。",
    page_failed: "这一页没能取回。请检查网络；眼前的内容仍可继续读。",
    open_directly: "直接打开",
    reader_failed: "查找暂不可用，正文完整，可以照常阅读。",
    reload: "重新加载",
    not_kept: "浏览器不许在本机存东西，外观选择只在这一页有效。",
};
