//! The camera, whatever it is to see.

pub struct Scan {
    pub again: &'static str,
    pub starting: &'static str,
    pub light: &'static str,
    pub picture: &'static str,
    pub refused: (&'static str, &'static str),
    pub busy: (&'static str, &'static str),
    pub missing: (&'static str, &'static str),
    pub reader_missing: (&'static str, &'static str),
}

pub const ZH: Scan = Scan {
    again: "打开摄像头",
    starting: "正在打开摄像头",
    light: "开灯",
    picture: "摄像头画面",
    refused: ("没有摄像头权限", "在浏览器设置里允许使用摄像头，或在下面输入。"),
    busy: ("摄像头正被占用", "关掉别的相机程序再试，或在下面输入。"),
    missing: ("这里用不了摄像头", "请在下面输入。"),
    reader_missing: ("识别程序没有取到", "连上网络后再试，或在下面输入。"),
};

pub const EN: Scan = Scan {
    again: "Turn the camera on",
    starting: "Turning the camera on",
    light: "Light",
    picture: "What the camera sees",
    refused: ("Camera access is off", "Allow it in the browser's settings, or type it below."),
    busy: ("Something else is using the camera", "Close it and try again, or type it below."),
    missing: ("No camera here", "Type it below."),
    reader_missing: ("The scanner didn't load", "Try again once you're online, or type it below."),
};
