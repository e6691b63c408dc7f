using System.Globalization;
using Naru.Network.Ports;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;
using Naru.Walk.Reach;

namespace Naru.Walk.Invariants;

/// <summary>What is asked of an invariant when it is declared. That it holds is asked by the <see cref="ReachGuard"/>, as of every other write.</summary>
internal sealed class ReachInvariantRules : IResourceRules<ReachInvariant>
{
    public Result<ReachInvariant> Creating(Transaction state, Caller caller, ReachInvariant draft, Given given)
    {
        if (draft.Port is not null && draft.Protocol is not ("tcp" or "udp"))
            return Refuse("port", "none, because the protocol is not tcp or udp");
        if (draft.From is null && draft.To is null)
            return Refuse("from", "'from' or 'to': somebody has to be named");
        draft = draft with { IsForAll = caller.IsAdmin };
        bool Sees(Port port) => draft.IsForAll || port.ProjectId == draft.ProjectId;
        bool Owns(string project) => draft.IsForAll || project == draft.ProjectId;
        var ends = new ReachEnds(state, Sees);
        if (!ends.Name(draft.From, Owns).TryGet(out var senders, out var error) || !ends.Name(draft.To, Owns).TryGet(out var receivers, out error))
            return error;
        var pairs = (long)senders.Of(state, Sees).Count() * receivers.Of(state, Sees).Count();
        if (pairs > ReachEnds.MostPairs)
        {
            return Refuse("from", string.Create(
                CultureInfo.InvariantCulture, $"ends that make at most {ReachEnds.MostPairs} pairs, because each change that touches them is held against them; these are {pairs}"));
        }
        return draft with { Senders = senders, Receivers = receivers };
    }

    private static Error Refuse(string name, string expected) =>
        new(ErrorKind.Invalid, "HTTPBadRequest", $"Invalid input for {name}. Reason: expected {expected}.");
}
