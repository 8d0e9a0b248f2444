<#import "template.ftl" as layout>
<#import "virtual-mfa-field.ftl" as field>
<#global switchOrganizationEnabled=false>
<@layout.registrationLayout; section>
  <#if section = "header">
    ${msg("virtualMfaAssignedTitle")}
  <#elseif section = "form">
    <@field.resources />
    <div id="virtual-mfa-assigned" class="virtual-mfa">
      <p>${msg(mfaOnlyDevice?then("virtualMfaAssignedText", "virtualMfaAssignedNextText"))}</p>
      <form id="virtual-mfa-continue-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
        <#if mfaOtherSessions><@field.otherSessions /></#if>
        <#if mfaOnlyDevice><p id="virtual-mfa-suggestion">${msg("virtualMfaAssignAnotherHelp")}</p></#if>
        <@field.submit id="kc-continue" label=msg("virtualMfaContinue") />
        <#if mfaOnlyDevice>
          <@field.secondary id="virtual-mfa-add" value="add" label=msg("virtualMfaAssignAnother") />
        </#if>
      </form>
    </div>
  </#if>
</@layout.registrationLayout>
