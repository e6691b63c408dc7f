using Naru.Primitives;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>A list of things of one type.</summary>
public sealed record MultipartReply<T>(MultipartType Kind, bool HasMore, EquatableList<T> Parts) : MultipartReply(Kind, HasMore)
    where T : class, IMultipartPart<T>
{
    internal override void WriteParts(WireWriter wire)
    {
        foreach (var part in Parts)
            part.Write(wire);
    }
}
