//! The codes of diagnostics: one for each kind of defect in a rule, schema, parameter, roster or waiver file. A code is permanent, and
//! a retired one is never used again. The hundreds say where the defect is: 0 how the text is written, 1 names, 2 the form, 3 rules,
//! 4 units, 5 facts and parameters, 6 tests, 7 the files beside the rules, 8 files and folders as such. Warnings have codes of the
//! same series: a code has one weight. What each is about stands in `grammar/codes.yaml`.

use super::Level;
use std::fmt;

/// Declares the codes: name, number, weight.
macro_rules! codes {
    ($($name:ident $number:literal $level:ident,)*) => {
        /// What kind of defect a diagnostic is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = concat!("`E", $number, "`")] $name,)*
        }

        impl Code {
            /// Every code, by number.
            pub const ALL: &[Code] = &[$(Code::$name,)*];

            /// As people write it: `E101`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Code::$name => concat!("E", $number),)*
                }
            }

            /// Whether rules with such a defect can be used all the same.
            pub fn level(self) -> Level {
                match self {
                    $(Code::$name => Level::$level,)*
                }
            }
        }
    };
}

impl Code {
    /// The code that is written like this, if there is one.
    pub fn named(written: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.as_str().eq_ignore_ascii_case(written))
    }

    /// Whether it is advice on rules that work, and waits until no error stands beside it.
    pub fn waits_for_errors(self) -> bool {
        matches!(
            self,
            Code::OldWord
                | Code::NeverApplies
                | Code::BasisOfEditionBefore
                | Code::NothingAsked
                | Code::AgainstWhen
                | Code::SameRequirement
                | Code::NameOfOtherRule
                | Code::SumLeavesOut
                | Code::ShareOfHundred
                | Code::SayOfOther
                | Code::BasisOfOtherEdition
                | Code::NotUsed
                | Code::ValueForSome
        )
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

codes! {
    NoItem "001" Error,
    MisspeltWord "002" Error,
    NoBlankBehindWord "003" Error,
    WordMissing "004" Error,
    ClosedTooEarly "005" Error,
    BraceNotClosed "006" Error,
    BraceMissing "007" Error,
    WrongBlock "008" Error,
    TooDeep "009" Error,
    QuoteNotClosed "010" Error,
    OtherQuote "011" Error,
    QuotesMissing "012" Error,
    QuotedName "013" Error,
    MarkInName "014" Error,
    NumberedName "015" Error,
    NameMissing "016" Error,
    WordAsName "017" Error,
    WordOrder "018" Error,
    ListMark "019" Error,
    AlsoMissing "020" Error,
    ForeignMark "021" Error,
    Twice "022" Error,
    ForeignOperator "023" Error,
    ForeignFunction "024" Error,
    ForeignCondition "025" Error,
    UnitApart "026" Error,
    CellWritten "027" Error,
    CellNotWhole "028" Error,
    SumWritten "029" Error,
    BracketNotClosed "030" Error,
    EqualMissing "031" Error,
    SomethingMissing "032" Error,
    OperatorMissing "033" Error,
    Chained "034" Error,
    TooManyOperators "035" Error,
    EachWritten "036" Error,
    EditionWritten "037" Error,
    YearsWritten "038" Error,
    SeverityMissing "039" Error,
    CodeMissing "040" Error,
    KindOfFact "041" Error,
    CellsOrBlank "042" Error,
    ChangeLine "043" Error,
    OtherReportWritten "044" Error,
    ExpectWritten "045" Error,
    Day "046" Error,
    FigureUnreadable "047" Error,
    Escape "048" Error,
    UnknownFormCheck "049" Error,
    CannotStandHere "050" Error,
    NothingInFile "051" Warning,
    OldWord "052" Warning,
    LabelForName "101" Error,
    UnknownTable "102" Error,
    UnknownLine "103" Error,
    OtherAxis "104" Error,
    GroupLeftOut "105" Error,
    NotOneFigure "106" Error,
    NoGroup "107" Error,
    NotInEdition "108" Error,
    WhichTable "109" Error,
    UnknownFigure "110" Error,
    UnknownSection "111" Error,
    UnknownEdition "112" Error,
    OtherMarkInName "113" Error,
    OnlyCell "114" Error,
    NoTemplate "201" Error,
    TwoForms "202" Error,
    EditionTwice "203" Error,
    YearsOverlap "204" Error,
    YearsGap "205" Warning,
    YearsMissing "206" Error,
    YearsBackwards "207" Error,
    EditionName "208" Error,
    PartTwice "209" Error,
    NameTwice "210" Error,
    LabelTwice "211" Error,
    TableTooLarge "212" Error,
    NoAxis "213" Error,
    KindMissing "214" Error,
    NoMoneyUnit "215" Error,
    TotalNotSaid "216" Warning,
    SecondTotal "217" Error,
    LabelOnItsOwnLine "218" Error,
    TwoNamesOnOneLine "219" Warning,
    NameForWord "220" Error,
    NotTheEditionBefore "221" Error,
    FromCount "222" Error,
    ChangeTurnedRound "223" Error,
    ChangeUntrue "224" Error,
    SplitOfNoLine "225" Error,
    Unexplained "226" Warning,
    MarkOfOtherKind "227" Error,
    NoNotice "228" Warning,
    CountOfMoney "229" Warning,
    NumberTwice "230" Warning,
    CodeTwice "301" Error,
    CodeAndNameTurned "302" Error,
    OddCode "303" Warning,
    ReservedCode "304" Error,
    BuiltinFamily "305" Warning,
    NoRequirement "306" Error,
    NoBasis "307" Warning,
    ClauseTwice "308" Error,
    EachOfWholeReport "309" Error,
    TwoFacts "310" Error,
    AlwaysHolds "311" Error,
    NeverHolds "312" Error,
    OnBothSides "313" Error,
    Contradiction "314" Error,
    EachTurnedRound "315" Error,
    NoGroupWithTotal "316" Error,
    NeverApplies "317" Warning,
    BasisOfEditionBefore "318" Warning,
    NoComparison "319" Error,
    OnlyEquals "320" Error,
    UnknownAgencyKind "321" Error,
    SayBrace "322" Error,
    SayUnknown "323" Error,
    SayNotHere "324" Error,
    OddNotice "325" Warning,
    NothingAsked "326" Warning,
    AgainstWhen "327" Warning,
    SameRequirement "328" Warning,
    NameOfOtherRule "329" Warning,
    UnknownExtends "330" Error,
    CannotAdjust "331" Error,
    AdjustsNothing "332" Error,
    AdjustedTwice "333" Error,
    RulesDoNotFit "334" Warning,
    SumLeavesOut "335" Warning,
    ShareOfHundred "336" Warning,
    SayOfOther "337" Warning,
    BasisOfOtherEdition "338" Warning,
    UnitsDiffer "401" Error,
    UnitsInGroup "402" Error,
    Product "403" Error,
    FigureWanted "404" Error,
    DivisionByZero "405" Error,
    LargeCount "406" Error,
    UnitOfNoCell "407" Error,
    UnknownChoice "408" Error,
    UnitChanged "409" Error,
    NoPattern "501" Error,
    PatternBrace "502" Error,
    PatternFigure "503" Error,
    PatternTooLong "504" Error,
    BarOutside "505" Warning,
    Wildcard "506" Error,
    DeclaredTwice "507" Error,
    NoValue "508" Error,
    ValueOfOtherKind "509" Error,
    NoWords "510" Error,
    WordsBegin "511" Error,
    ClaimedTwice "512" Error,
    UnknownTopic "513" Error,
    Aside "514" Error,
    FactTestFigure "515" Error,
    PatternUnit "516" Error,
    NotUsed "517" Warning,
    PatternTooWide "518" Warning,
    PatternSpoilt "519" Warning,
    TwoDefaults "520" Error,
    ValueForSome "521" Warning,
    NoExpectation "601" Warning,
    NothingAndSomething "602" Error,
    TwoBases "603" Error,
    TestNameTwice "604" Error,
    HeadValue "605" Error,
    UnknownCode "606" Error,
    PlaceIsNoCell "607" Error,
    PlaceNotChecked "608" Error,
    NotFound "609" Error,
    NotExpected "610" Error,
    CauseDiffers "611" Error,
    TestDidNotRun "612" Error,
    NoDense "613" Error,
    FactTestFailed "614" Error,
    SlipUnnoticed "615" Error,
    TestFileMissing "616" Error,
    TestFileOtherEdition "617" Warning,
    BrokenTree "701" Error,
    UnknownKey "702" Error,
    KeyTwice "703" Error,
    KeyValue "704" Error,
    KeyMissing "705" Error,
    ParamOption "706" Error,
    UnknownParam "707" Error,
    ParamValue "708" Error,
    EmptyRoster "709" Error,
    NameShared "710" Error,
    UnknownParent "711" Error,
    ParentCircle "712" Error,
    WaiverPlace "713" Error,
    WaiverUnknown "714" Error,
    WaivedTwice "715" Error,
    WaiverUnused "716" Warning,
    WaiverExpired "717" Warning,
    WaiverDiffers "718" Warning,
    NoFolder "801" Error,
    NoRuleFile "802" Error,
    FileNotRead "803" Warning,
    CannotOpen "804" Error,
    TooLarge "805" Error,
    NotUtf8 "806" Error,
    FormatChanged "807" Error,
    FormRulesMissing "808" Warning,
}
