using System.Text.Json.Serialization;

namespace Naru.Walk.Told;

/// <summary>How a walk ends.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
public enum Verdict
{
    /// <summary>The packet arrives, and so does the answer.</summary>
    Answered,

    /// <summary>The packet arrives; the answer does not.</summary>
    Unanswered,

    /// <summary>The packet does not arrive.</summary>
    Dropped,
}
