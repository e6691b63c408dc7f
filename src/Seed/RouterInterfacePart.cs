using Naru.Network.Routers;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Seed;

/// <summary><c>interfaces</c> of a router: names of subnets, or <c>{subnet: …}</c> and <c>{port: …}</c>.</summary>
internal sealed class RouterInterfacePart(RouterInterfaces interfaces) : ISeedPart
{
    public IReadOnlyList<string> Owners => ["router"];

    public string Key => "interfaces";

    public Result<Done> Apply(Transaction state, Caller caller, string ownerId, SeedNode item, SeedReferences ids) => interfaces
        .Add(state, caller, state.In(RouterTable.Table).Find(ownerId)!, ids.Name(item, "subnet") ?? ids.Find(item, "subnet"), ids.Find(item, "port"))
        .Map(_ => default(Done));
}
