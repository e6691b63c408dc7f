using Naru.Identity.Projects;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.Identity.Invariants;

internal sealed class ProjectsAreTrees : IInvariant
{
    public string Rule => "Above every project there is its domain, and nothing is above a domain.";

    public IEnumerable<Violation> Violations(Snapshot state)
    {
        foreach (var project in state.In(ProjectTable.Table).All)
        {
            var seen = new HashSet<string> { project.Id };
            var top = project;
            while (top.ParentId is { } parent && seen.Add(parent) && state.In(ProjectTable.Table).Find(parent) is { } above)
                top = above;
            if (!top.IsDomain || (project.IsDomain ? project.ParentId is not null : top.Id != project.DomainId))
            {
                yield return new Violation(
                    Violation.Title("project", project.Id, project.Name), $"what is above it ends at {top.Id}", project.IsDomain ? "no parent" : $"its domain {project.DomainId}");
            }
        }
    }
}
