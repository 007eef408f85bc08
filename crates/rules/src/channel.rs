//! The channel of a visit: inside WeChat, in a mini-program of WeChat's, or in a browser. What may be offered depends on it, so it is decided
//! once, by what the browser calls itself.

/// Where a page is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Channel {
    #[default]
    Browser,
    /// By a link in WeChat.
    Wechat,
    /// In the web view of a mini-program.
    MiniProgram,
}

impl Channel {
    /// By a `User-Agent`. WeCom, which is for people at work, calls itself WeChat, too, and is a browser here: who somebody is there is another
    /// question.
    pub fn of(user_agent: &str) -> Self {
        let agent = user_agent.to_ascii_lowercase();
        if !agent.contains("micromessenger/") || agent.contains("wxwork/") {
            Self::Browser
        } else if agent.contains("miniprogram") {
            Self::MiniProgram
        } else {
            Self::Wechat
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visit_is_in_the_channel_that_its_browser_names() {
        let ios = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 \
            MicroMessenger/8.0.49(0x18003137) NetType/WIFI Language/zh_CN";
        let android = "Mozilla/5.0 (Linux; Android 14; PGT-AN10) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.0.0 \
            Mobile Safari/537.36 XWEB/1260117 MMWEBSDK/20240501 MicroMessenger/8.0.50.2701(0x2800325B) WeChat/arm64";
        let desktop = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 MicroMessenger/7.0.20.1781(0x6700143B) \
            WindowsWechat(0x63090b19) XWEB/11065";
        for (agent, channel) in [
            (ios.to_owned(), Channel::Wechat),
            (android.to_owned(), Channel::Wechat),
            (desktop.to_owned(), Channel::Wechat),
            (format!("{ios} miniProgram/wx0123456789abcdef"), Channel::MiniProgram),
            (format!("{android} MiniProgramEnv/android"), Channel::MiniProgram),
            (format!("{android} wxwork/4.1.26"), Channel::Browser),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1".to_owned(),
                Channel::Browser,
            ),
            (String::new(), Channel::Browser),
        ] {
            assert_eq!(Channel::of(&agent), channel, "{agent}");
        }
    }
}
