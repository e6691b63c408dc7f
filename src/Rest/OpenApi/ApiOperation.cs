namespace Naru.Rest.OpenApi;

/// <summary>An operation of an API as it is mapped.</summary>
/// <param name="Path">Below the API's prefix, with <c>{variables}</c>.</param>
/// <param name="IsOpen">It needs no token.</param>
public sealed record ApiOperation(string Method, string Path, bool IsOpen);
