namespace Naru.Rest;

/// <summary>A resource that lives below another one in the path and learns its parent's id from there.</summary>
public interface IChildResource : IResource
{
    IChildResource WithParent(string parentId);
}
