using System.Collections.Immutable;
using Naru.Primitives;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>A list, or a piece of one that is too long for a message.</summary>
public abstract record MultipartReply(MultipartType Kind, bool HasMore) : OpenFlowMessage
{
    private const ushort ReplyMore = 1;

    internal override MessageType Type => MessageType.MultipartReply;

    internal override void WriteBody(WireWriter wire)
    {
        wire.U16((ushort)Kind);
        wire.U16(HasMore ? ReplyMore : (ushort)0);
        wire.Zeros(4);
        WriteParts(wire);
    }

    internal abstract void WriteParts(WireWriter wire);

    internal static MultipartReply? Read(ref WireReader body)
    {
        var kind = (MultipartType)body.U16();
        var hasMore = (body.U16() & ReplyMore) != 0;
        body.Skip(4);
        return kind switch
        {
            MultipartType.Desc => ReadParts<SwitchDescription>(kind, hasMore, ref body),
            MultipartType.Flow => ReadParts<FlowStats>(kind, hasMore, ref body),
            MultipartType.Aggregate => ReadParts<AggregateStats>(kind, hasMore, ref body),
            MultipartType.Table => ReadParts<TableStats>(kind, hasMore, ref body),
            MultipartType.PortStats => ReadParts<PortStats>(kind, hasMore, ref body),
            MultipartType.PortDesc => ReadParts<PortDescription>(kind, hasMore, ref body),
            MultipartType.GroupDesc => ReadParts<Group>(kind, hasMore, ref body),
            MultipartType.MeterConfig => ReadParts<Meter>(kind, hasMore, ref body),
            _ => null,
        };
    }

    private static MultipartReply<T>? ReadParts<T>(MultipartType kind, bool hasMore, ref WireReader body)
        where T : class, IMultipartPart<T>
    {
        var parts = ImmutableArray.CreateBuilder<T>();
        while (body.Remaining > 0)
        {
            if (T.Read(ref body) is not { } part || body.Failed)
                return null;
            parts.Add(part);
        }
        return new MultipartReply<T>(kind, hasMore, new EquatableList<T>(parts.ToImmutable()));
    }
}
