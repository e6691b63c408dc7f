using System.Globalization;
using Naru.Primitives;
using Naru.Walk.Told;

namespace Naru.Walk.Telling;

/// <summary>The words in which a walk is told.</summary>
public sealed class WalkLanguage
{
    private readonly IReadOnlyDictionary<HopKind, string> _places;
    private readonly IReadOnlyDictionary<DropReason, string> _reasons;
    private readonly IReadOnlyDictionary<NoticeKind, string> _notices;
    private readonly IReadOnlyDictionary<Phrase, string> _phrases;

    internal WalkLanguage(
        string code,
        IReadOnlyDictionary<HopKind, string> places,
        IReadOnlyDictionary<DropReason, string> reasons,
        IReadOnlyDictionary<NoticeKind, string> notices,
        IReadOnlyDictionary<Phrase, string> phrases) => (Code, _places, _reasons, _notices, _phrases) = (code, places, reasons, notices, phrases);

    /// <summary><c>en</c> or <c>ko</c>.</summary>
    public string Code { get; }

    public static WalkLanguage English { get; } = EnglishWords.Create();

    public static WalkLanguage Korean { get; } = KoreanWords.Create();

    /// <returns>Null for a language that there is not.</returns>
    public static WalkLanguage? Find(string code) => code switch
    {
        "en" => English,
        "ko" => Korean,
        _ => null,
    };

    /// <summary>What a kind of hop is called, as in the course.</summary>
    public string Place(HopKind kind) => _places[kind];

    /// <summary>Why a packet ends, in one sentence.</summary>
    public string Reason(Drop drop) => Fill(_reasons[drop.Reason], drop.Details);

    public string Say(Notice notice) => Fill(_notices[notice.Kind], notice.Details);

    public string Say(Phrase phrase, params object[] details) => string.Format(CultureInfo.InvariantCulture, _phrases[phrase], details);

    // A redacted walk has sentences whose details are not told.
    private static string Fill(string sentence, EquatableList<string> details)
    {
        const int Most = 4;
        return string.Format(CultureInfo.InvariantCulture, sentence, [.. details.Items, .. Enumerable.Repeat("…", Most)]);
    }
}
