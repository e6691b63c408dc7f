using Naru.State;

namespace Naru.Rest;

/// <summary>A document that is somebody's: every resource of an API.</summary>
public interface IResource : IDocument
{
    /// <summary>The owner's project; empty for what belongs to nobody.</summary>
    string ProjectId { get; }
}
