namespace Naru.Rest.Microversions;

/// <summary>For whom an object is written, where the version, the role and the address are all that its looks depend on.</summary>
/// <param name="Root">The URL of the API without a slash at its end, for links.</param>
public sealed record Viewer(Microversion Version, bool IsAdmin, string Root) : IViewer;
