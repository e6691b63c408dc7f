using System.Collections.Immutable;
using System.Text;
using Naru.Primitives;
using Naru.Protocols.OpenFlow.Actions;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>A group and its buckets (OpenFlow 1.3.5 §7.3.4.2).</summary>
public sealed record Group(uint Id, GroupType Kind, EquatableList<Bucket> Buckets) : IMultipartPart<Group>
{
    void IMultipartPart<Group>.Write(WireWriter wire)
    {
        var start = wire.Length;
        wire.U16(0);
        WriteBody(wire);
        wire.PatchU16(start, wire.Length - start);
    }

    static Group? IMultipartPart<Group>.Read(ref WireReader wire)
    {
        var length = wire.U16();
        var entry = new WireReader(wire.Bytes(length - 2));
        return ReadBody(ref entry);
    }

    /// <summary>Type (8 bits), padding (8), id (32), buckets: what a description and a group_mod have in common.</summary>
    internal void WriteBody(WireWriter wire)
    {
        wire.U8((byte)Kind);
        wire.Zeros(1);
        wire.U32(Id);
        foreach (var bucket in Buckets)
        {
            var start = wire.Length;
            wire.U16(0);
            wire.U16(bucket.Weight);
            wire.U32(bucket.WatchPort);
            wire.U32(bucket.WatchGroup);
            wire.Zeros(4);
            wire.Actions(bucket.Actions);
            wire.PatchU16(start, wire.Length - start);
        }
    }

    internal static Group? ReadBody(ref WireReader wire)
    {
        var kind = (GroupType)wire.U8();
        wire.Skip(1);
        var id = wire.U32();
        var buckets = ImmutableArray.CreateBuilder<Bucket>();
        while (wire.Remaining > 0)
        {
            var length = wire.U16();
            var bucket = new WireReader(wire.Bytes(length - 2));
            var (weight, watchPort, watchGroup) = (bucket.U16(), bucket.U32(), bucket.U32());
            bucket.Skip(4);
            if (wire.Failed || bucket.Failed || ActionReader.Read(bucket.Rest) is not { } actions)
                return null;
            buckets.Add(new Bucket(actions, weight) { WatchPort = watchPort, WatchGroup = watchGroup });
        }
        return wire.Failed ? null : new Group(id, kind, new EquatableList<Bucket>(buckets.ToImmutable()));
    }

    /// <summary>As <c>ovs-ofctl add-group</c> takes it.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"group_id={Id},type={KindName}");
        foreach (var bucket in Buckets)
        {
            text.Append(",bucket=");
            if (Kind is GroupType.Select)
                text.Append($"weight:{bucket.Weight},");
            if (bucket.WatchPort != OfPort.Any)
                text.Append($"watch_port:{bucket.WatchPort},");
            if (bucket.WatchGroup != OfGroup.Any)
                text.Append($"watch_group:{bucket.WatchGroup},");
            text.Append("actions=");
            if (bucket.Actions.IsEmpty)
                text.Append("drop");
            text.AppendActions(bucket.Actions);
        }
        return text.ToString();
    }

    private string KindName => Kind switch
    {
        GroupType.All => "all",
        GroupType.Select => "select",
        GroupType.Indirect => "indirect",
        _ => "ff",
    };
}
