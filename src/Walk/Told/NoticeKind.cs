using System.Text.Json.Serialization;

namespace Naru.Walk.Told;

/// <summary>The kinds of <see cref="Notice"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NoticeKind>))]
public enum NoticeKind
{
    /// <summary>Nothing is plugged into the port yet; the way is that of a running instance.</summary>
    NotPlugged,

    /// <summary>The agent of a host is away; the data plane is as it was left.</summary>
    AgentAway,

}
