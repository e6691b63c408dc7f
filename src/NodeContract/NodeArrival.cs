namespace Naru.NodeContract;

/// <summary>An instance of another host is to come here while it runs. The host makes the place for it and says where that is; the instance does not run here before this is gone from the view.</summary>
/// <param name="MigrationId">Of this attempt.</param>
/// <param name="Machine">As <see cref="NodeDepartureState.Machine"/> has it.</param>
public sealed record NodeArrival(string MigrationId, string Machine);
