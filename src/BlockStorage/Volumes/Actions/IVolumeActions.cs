namespace Naru.BlockStorage.Volumes.Actions;

/// <summary>Actions that belong together.</summary>
internal interface IVolumeActions
{
    IReadOnlyList<VolumeAction> All { get; }
}
