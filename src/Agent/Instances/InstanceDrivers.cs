using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Instances;

/// <summary>The drivers of a host, the usual one first.</summary>
internal sealed class InstanceDrivers(IReadOnlyList<IInstanceDriver> all)
{
    public IReadOnlyList<IInstanceDriver> All => all;

    /// <summary>The one of a name; the usual one, where nothing has been started with any.</summary>
    public IInstanceDriver Find(string name) => all.FirstOrDefault(driver => driver.Name == name) ?? all[0];

    /// <summary>The one that an instance asks for by its flavor or image.</summary>
    public Result<IInstanceDriver> For(NodeInstance instance)
    {
        if (NodeDriverWish.Of(instance.Flavor.Specs, instance.Image) is not { } asked)
            return Result(all[0]);
        return all.FirstOrDefault(driver => driver.Name == asked) is { } found
            ? Result(found)
            : Error.Invalid($"This host has no driver '{asked}' for instance {instance.Id}: it has {string.Join(", ", all.Select(driver => driver.Name))}.");

        // An interface does not convert to a result by itself.
        static Result<IInstanceDriver> Result(IInstanceDriver driver) => Done.Ok.Map(_ => driver);
    }
}
