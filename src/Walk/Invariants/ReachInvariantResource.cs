using Naru.Rest.Declarations;
using Naru.Rest.Values;

namespace Naru.Walk.Invariants;

/// <summary>The declaration of <c>/invariants</c>.</summary>
internal static class ReachInvariantResource
{
    public static readonly ResourceDefinition<ReachInvariant> Definition = new("invariant", "invariants", ReachInvariantTable.Table)
    {
        Blank = static () => new ReachInvariant(),
        ByProject = ReachInvariantTable.ByProject,
        Fields =
        [
            StandardFields.Id<ReachInvariant>(),
            new Field<ReachInvariant, string>("name", Kinds.Text(255, min: 1), i => i.Name, (i, value) => i with { Name = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort, Required = true,
            },
            StandardFields.ProjectId<ReachInvariant>(),
            StandardFields.Description<ReachInvariant>(),
            new Field<ReachInvariant, string?>("from", Kinds.Text(255).OrNull(), i => i.From, (i, value) => i with { From = value }) { Access = Access.Create },
            new Field<ReachInvariant, string?>("to", Kinds.Text(255).OrNull(), i => i.To, (i, value) => i with { To = value }) { Access = Access.Create },
            new Field<ReachInvariant, string?>("protocol", Kinds.OneOf("icmp", "tcp", "udp").OrNull(), i => i.Protocol, (i, value) => i with { Protocol = value })
            {
                Access = Access.Create,
            },
            new Field<ReachInvariant, long?>("port", Kinds.Integer(1, ushort.MaxValue).OrNone(), i => i.Port, (i, value) => i with { Port = value })
            {
                Access = Access.Create,
            },
            new Field<ReachInvariant, bool>("all_projects", Kinds.Flag, i => i.IsForAll) { Query = Query.FilterSort },
            .. StandardFields.Trailer<ReachInvariant>(tags: false),
        ],
    };
}
