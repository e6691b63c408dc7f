namespace Naru.Compute.Volumes;

/// <summary>How a host reaches the bytes of a volume.</summary>
/// <param name="Uri">As <see cref="NodeContract.NodeInstanceVolume.Connection"/> says.</param>
public sealed record VolumeConnection(string Uri, int SizeGiB, bool IsReadOnly)
{
    /// <summary>As <see cref="NodeContract.NodeInstanceVolume.Secret"/> says.</summary>
    public string Secret { get; init; } = "";
}
