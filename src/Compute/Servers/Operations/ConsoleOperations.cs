using Naru.Compute.Requests;
using Naru.Compute.Validation;
using Naru.Primitives;
using Naru.Rest.Endpoints;

namespace Naru.Compute.Servers.Operations;

/// <summary>How old versions ask for a console that one can type into.</summary>
internal sealed class ConsoleOperations : IOperations
{
    private static readonly VersionRange Versions = VersionRange.Until(5);

    private static readonly Shape Arguments = Shapes.Object(new Member("type", Shapes.Text(1, 255)) { IsRequired = true });

    public IEnumerable<ServerOperation> All =>
        from name in (string[])["os-getVNCConsole", "os-getSPICEConsole", "os-getRDPConsole", "os-getSerialConsole"]
        select new ServerOperation(name, "os-remote-consoles", Arguments, Result<Reply> (run) => NovaErrors.BadRequest($"Unavailable console type {run.Arguments.TextOf("type")}."))
        {
            Versions = Versions, IsPatient = true, PassesLocks = true,
        };
}
