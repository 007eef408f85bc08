//! The icon set: one grid (24 × 24), one stroke (1.75, round), drawn for this app.
//!
//! Owns the drawings as SVG path data. Does not own how an icon is put on a page, nor its accessible name: an icon is always
//! decoration beside a word, or inside a control that has a name.

/// An icon of the set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// The member card.
    Card,
    /// The member code.
    Code,
    /// The mall.
    Bag,
    /// What is going on.
    Flag,
    /// Messages.
    Bell,
    /// Points.
    Coin,
    /// A coupon.
    Coupon,
    /// An order.
    Parcel,
    /// An address.
    Pin,
    /// Days.
    Calendar,
    /// Steps up.
    Tiers,
    /// What something costs.
    Tag,
    /// A till slip.
    Receipt,
    /// A person.
    Me,
    /// Back.
    Back,
    /// Leads on.
    Chevron,
    /// From one thing to the next.
    Arrow,
    /// Done.
    Check,
    /// Close.
    Close,
    /// Copy.
    Copy,
    /// Language.
    Globe,
    /// Dark mode.
    Moon,
    /// Light mode.
    Sun,
    /// Large type.
    TextSize,
    /// Save a copy.
    Download,
    /// Sign out.
    Exit,
    /// A shop.
    Shop,
    /// A telephone.
    Phone,
    /// A present.
    Gift,
    /// Once more.
    Refresh,
    /// Mind this.
    Warning,
    /// No network.
    Offline,
    /// Consent and privacy.
    Shield,
}

impl Icon {
    /// SVG path data for a stroke on a 24 × 24 grid; the style sheet's `.icon` gives the stroke its width and colour.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Card => {
                "M3 7.5A2.5 2.5 0 0 1 5.5 5h13A2.5 2.5 0 0 1 21 7.5v9a2.5 2.5 0 0 1-2.5 2.5h-13A2.5 2.5 0 0 1 3 16.5zM3 10h18M7 15h4"
            }
            Self::Code => {
                "M4 9V5a1 1 0 0 1 1-1h4v5zM15 4h4a1 1 0 0 1 1 1v4h-5zM4 15h5v5H5a1 1 0 0 1-1-1zM15 15h.01M20 15h-2v2.5M15 20v-1.5M20 20h-1.5M12 4v8H4M15 12h5M12 15v5"
            }
            Self::Bag => "M5.5 8h13l1.5 12.5H4zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11",
            Self::Flag => "M6 21V3.5M6 4.5c4.5-2 7.5 2 12.5 0v9c-5 2-8-2-12.5 0",
            Self::Bell => "M6 17v-5.5a6 6 0 0 1 12 0V17l1.5 1.5h-15zM10 21.5h4M12 5.5V3.5",
            Self::Coin => "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 8l4 4-4 4-4-4z",
            Self::Coupon => "M3 6h18v3.5a2.5 2.5 0 0 0 0 5V18H3v-3.5a2.5 2.5 0 0 0 0-5zM14.5 6v2M14.5 11v2M14.5 16v2",
            Self::Parcel => "M4 8l8-4.5L20 8v8.5L12 21l-8-4.5zM4 8l8 4.5L20 8M12 12.5V21M8 5.8l8 4.5",
            Self::Pin => {
                "M12 21.5c4.5-5 7-8.4 7-11.5a7 7 0 0 0-14 0c0 3.1 2.5 6.5 7 11.5zM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z"
            }
            Self::Calendar => "M4 5.5h16V20.5H4zM4 10h16M8 3v4M16 3v4M9 15.2l2 2 4-4",
            Self::Tiers => "M3 20h5v-5h5v-5h5V5h3",
            Self::Tag => "M12.5 3.5H20v7.5l-9.3 9.3a1.5 1.5 0 0 1-2.1 0l-5.4-5.4a1.5 1.5 0 0 1 0-2.1zM16 8h.01",
            Self::Receipt => "M5 3.5v17l2.3-1.5 2.4 1.5 2.3-1.5 2.3 1.5 2.4-1.5 2.3 1.5v-17zM9 8.5h6M9 12.5h6",
            Self::Me => "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c.8-3.4 3.8-5 7.5-5s6.7 1.6 7.5 5",
            Self::Back => "M15 5l-7 7 7 7",
            Self::Chevron => "M9 5l7 7-7 7",
            Self::Arrow => "M4 12h16M14 6l6 6-6 6",
            Self::Check => "M5 12.5l4.5 4.5L19 7.5",
            Self::Close => "M6 6l12 12M18 6L6 18",
            Self::Copy => "M9 9h11v11H9zM5 15H4V4h11v1",
            Self::Globe => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c5 5.5 5 12.5 0 18-5-5.5-5-12.5 0-18z",
            Self::Moon => "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z",
            Self::Sun => {
                "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4"
            }
            Self::TextSize => "M3 19L8.5 5h1L15 19M5 14.5h8M15.5 19l3-8h.5l3 8M16.7 16.5h4.1",
            Self::Download => "M12 4v11M7 10.5l5 5 5-5M4 20h16",
            Self::Exit => "M14 4H5v16h9M10 12h11M17 8l4 4-4 4",
            Self::Shop => "M4 10v10h16V10M3 9l2-5h14l2 5a3 3 0 0 1-6 0 3 3 0 0 1-6 0 3 3 0 0 1-6 0zM10 20v-5h4v5",
            Self::Phone => {
                "M7 4.5A1.5 1.5 0 0 1 8.5 3h7A1.5 1.5 0 0 1 17 4.5v15a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 7 19.5zM11 18h2"
            }
            Self::Gift => {
                "M5 12v8h14v-8M3 8h18v4H3zM12 8v12M12 8c-5 0-5.5-4.5-3-4.5 2 0 3 2.5 3 4.5zM12 8c5 0 5.5-4.5 3-4.5-2 0-3 2.5-3 4.5z"
            }
            Self::Refresh => "M20 5v5h-5M4 19v-5h5M19.5 10A8 8 0 0 0 5.5 7.5M4.5 14a8 8 0 0 0 14 2.5",
            Self::Warning => "M12 4l9.5 16h-19zM12 10v4.5M12 17.3v.01",
            Self::Offline => {
                "M3 3l18 18M5 12.5a10 10 0 0 1 4.5-2.6M2 9a14 14 0 0 1 4.3-2.8M10.5 5.1A14 14 0 0 1 22 9M14.7 10.1A10 10 0 0 1 19 12.5M8.5 16a5 5 0 0 1 6.5-.3M12 19.5v.01"
            }
            Self::Shield => "M12 3l7.5 3v5.5c0 4.5-3 8-7.5 9.5-4.5-1.5-7.5-5-7.5-9.5V6zM8.5 12l2.5 2.5 4.5-4.5",
        }
    }
}
