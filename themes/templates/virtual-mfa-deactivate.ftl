<#import "template.ftl" as layout>
<#import "virtual-mfa-field.ftl" as field>
<#global switchOrganizationEnabled=false>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError('currentCode'); section>
  <#if section = "header">
    ${msg("virtualMfaDeactivateTitle")}
  <#elseif section = "form">
    <@field.resources />
    <form id="virtual-mfa-deactivate-form" class="${properties.kcFormClass!} virtual-mfa" action="${url.loginAction}" method="post" novalidate>
      <p class="virtual-mfa-about"><bdi>${mfaDeviceName}</bdi></p>
      <p>${msg("virtualMfaDeactivateHelp")}</p>
      <@field.currentCode codes=mfaCodesNeeded autofocus=true />
      <@field.submit id="virtual-mfa-save" label=msg("virtualMfaDeactivateDevice") />
      <@field.secondary id="virtual-mfa-leave" value="list" label=msg("virtualMfaCancel") />
    </form>
  </#if>
</@layout.registrationLayout>
