using Naru.Network.Ports;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.NodeLink;

/// <summary>Turns what a host saw into statuses.</summary>
public static class Observations
{
    public static Result<Done> Apply(Transaction state, string host, IReadOnlyList<Observation> observations)
    {
        foreach (var observation in observations)
        {
            if (StepOf(observation.Kind) is { } step)
                PortProvisioning.Report(state, observation.Id, host, step, StateOf(observation.Condition));
        }
        return Done.Ok;
    }

    private static ProvisioningSteps? StepOf(ObservedKind kind) => kind switch
    {
        ObservedKind.Port => ProvisioningSteps.L2,
        ObservedKind.Dhcp => ProvisioningSteps.Dhcp,
        _ => null,
    };

    private static ProvisioningState StateOf(Condition condition) => condition switch
    {
        Condition.Active => ProvisioningState.Up,
        Condition.Error => ProvisioningState.Failed,
        _ => ProvisioningState.Down,
    };
}
